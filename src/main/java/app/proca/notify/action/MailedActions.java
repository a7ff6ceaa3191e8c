package app.proca.notify.action;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Times;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * What mails about actions lead to. Each operation runs in the caller's transaction and locks the action and its supporter first:
 * of two clicks at once the second finds what the first did.
 */
@ApplicationScoped
public class MailedActions {

    /** Rows are locked in this order, the supporter first, as processing does. */
    private static final String WITH_SUPPORTER = """
            select a, s from Supporter s join Action a on a.supporterId = s.id where a.id = :action""";

    private static final String NEWEST_REPORT = """
            insert into notify.mail_reports as known (supporter_id, happened_at) values (:supporter, to_timestamp(cast(:second as bigint)))
            on conflict (supporter_id) do update set happened_at = excluded.happened_at
            where known.happened_at < excluded.happened_at""";

    private final Clock clock;

    MailedActions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Accepts the supporter, whose waiting actions go on then.
     *
     * @param optsIn whether they opt in, too
     * @throws ClientFault (in the Uni) {@code not_found}, "supporter data already rejected", or "not allowed"
     */
    public Uni<Void> accept(MailLink link, boolean optsIn) {
        return find(link)
                .invoke(MailedAction::accept)
                .invoke(mailed -> {
                    if (optsIn) {
                        mailed.optIn(now());
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Rejects the supporter and the action, whatever became of them; withdraws a double opt-in.
     *
     * @throws ClientFault (in the Uni) {@code not_found}
     */
    public Uni<Void> reject(MailLink link) {
        return find(link)
                .invoke(mailed -> mailed.reject(now()))
                .replaceWithVoid();
    }

    /**
     * The supporter opts in once more, by mail.
     *
     * @return the action
     * @throws ClientFault (in the Uni) {@code not_found}
     */
    public Uni<Action> optIn(MailLink link) {
        return find(link)
                .invoke(mailed -> mailed.optIn(now()))
                .map(MailedAction::action);
    }

    /**
     * The mail came back, or was not wanted: the supporter and the action are rejected. An id that is none is ignored; so is
     * what happened no later than what was reported before: providers send reports again, and not in their order.
     *
     * @param happened by the provider's clock; null where it does not say so
     */
    public Uni<Void> lose(long actionId, EmailStatus status, @Nullable Instant happened) {
        return locked(actionId).chain(found -> found.isEmpty() ? Uni.createFrom().voidItem()
                : isNews(found.get().supporter(), happened).invoke(news -> {
                    if (news) {
                        found.get().lose(status, now());
                    }
                }).replaceWithVoid());
    }

    /** Nothing happens later than now: a wrong clock would silence all others. */
    private Uni<Boolean> isNews(Supporter supporter, @Nullable Instant happened) {
        if (happened == null) {
            return Uni.createFrom().item(true);
        }
        long second = Math.min(happened.getEpochSecond(), clock.instant().getEpochSecond());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEWEST_REPORT).setParameter("supporter", supporter.id)
                        .setParameter("second", second).executeUpdate())
                .map(rows -> rows == 1);
    }

    private Uni<MailedAction> find(MailLink link) {
        return locked(link.actionId()).map(found -> found.filter(mailed -> link.isOf(mailed.supporter()))
                .orElseThrow(() -> ClientFault.notFound("There is no action " + link.actionId()
                        + " of the supporter that this link names: follow the link as it stands in the mail")));
    }

    private static Uni<Optional<MailedAction>> locked(long actionId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(WITH_SUPPORTER, Object[].class)
                        .setParameter("action", actionId)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(row -> new MailedAction((Action) row[0], (Supporter) row[1])));
    }

    private LocalDateTime now() {
        return Times.now(clock);
    }
}
