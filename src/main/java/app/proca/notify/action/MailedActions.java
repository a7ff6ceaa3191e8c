package app.proca.notify.action;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

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

    /** The mail came back, or was not wanted: the supporter and the action are rejected. An id that is none is ignored. */
    public Uni<Void> lose(long actionId, EmailStatus status) {
        return locked(actionId)
                .invoke(found -> found.ifPresent(mailed -> mailed.lose(status, now())))
                .replaceWithVoid();
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
