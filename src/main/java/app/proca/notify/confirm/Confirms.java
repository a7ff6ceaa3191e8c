package app.proca.notify.confirm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Text;
import app.proca.notify.database.Rows;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.org.Org;
import app.proca.notify.user.Guesses;
import app.proca.notify.user.User;
import app.proca.notify.user.Viewer;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;

/**
 * The operations on Confirms. Each runs in the caller's transaction. An answer locks its Confirm first: a charge is used once,
 * however many use it at the same time, and an answer that fails uses none.
 */
@ApplicationScoped
public class Confirms {

    private final Map<ConfirmOperation, Operation> operations = new EnumMap<>(ConfirmOperation.class);
    private final Codes codes;
    private final Guesses guesses;
    private final String domain;

    Confirms(@All List<Operation> operations, Codes codes, ConfirmSettings settings, InstanceSettings instance) {
        operations.forEach(operation -> this.operations.put(operation.kind(), operation));
        this.codes = codes;
        this.guesses = new Guesses(
                new Guesses.Limits(settings.wrongCodes(), settings.wrongCodes(), settings.wrongCodesWithin()),
                "Too many wrong codes: try again later");
        this.domain = instance.domain();
    }

    /** Asks the lead of the page's campaign to make it live. */
    public Uni<Confirm> askToLaunch(ActionPage page, Viewer asking, @Nullable String message) {
        return ask(LaunchPage.question(page, asking, message));
    }

    /**
     * Invites somebody to work for the org.
     *
     * @throws ClientFault where there is no such role, or it has rights that the inviting one lacks
     */
    public Uni<Confirm> invite(Org org, Viewer inviting, String email, String role, @Nullable String message) {
        return ask(AddStaffer.question(org, inviting, email.strip(), role, message));
    }

    /** Asks a moderator to let the action pass. */
    public Uni<Confirm> askToPass(Action action) {
        return ask(ConfirmAction.question(action));
    }

    /** Puts a question, with a code of its own. Who has to hear of it hears of it. */
    public Uni<Confirm> ask(Confirm question) {
        return codes.unused(Confirms::isTaken)
                .invoke(code -> question.code = code)
                .invoke(() -> check(question))
                .chain(() -> Rows.write(question));
    }

    /** Says yes; fails with the caller's fault where the code is wrong or used up, or the caller may not. */
    public Uni<Answer> accept(ConfirmKey key, Respondent by) {
        return answer(key, by, (confirm, operation) -> operation.accept(confirm, by)
                .invoke(() -> confirm.charges--));
    }

    /** Says no, for all charges that are left; fails as {@link #accept} does. */
    public Uni<Answer> reject(ConfirmKey key, Respondent by) {
        return answer(key, by, (confirm, operation) -> operation.reject(confirm, by)
                .invoke(() -> confirm.charges = 0));
    }

    /**
     * The Confirm of that key, as long as it waits for an answer; locked until the transaction ends.
     *
     * @throws ClientFault (in the Uni) "code invalid" or {@code expired}; or that there were too many wrong codes
     */
    public Uni<Confirm> waiting(ConfirmKey key, Respondent by) {
        Guesses.Guess guess = guesses.begin(by.address(), by.viewer().map(viewer -> Long.toString(viewer.userId())));
        return find(key)
                .onItem().ifNull().failWith(() -> ClientFault.plain("code invalid"))
                .invoke(guess::wasRight)
                .invoke(confirm -> {
                    if (confirm.charges <= 0) {
                        throw ClientFault.coded("expired", "expired");
                    }
                });
    }

    /** What there is to tell of it. */
    public Uni<ConfirmFacts> facts(Confirm confirm) {
        Operation operation = operation(confirm);
        return operation.fields(confirm)
                .chain(added -> creator(confirm)
                        .map(creator -> ConfirmFacts.of(confirm, operation.template(), creator, added, domain)));
    }

    /** The lead of the campaign that a {@code launch_page} is about; null where it is gone. */
    public Uni<@Nullable Long> lead(Confirm launch) {
        return Campaign.<Campaign>findById((long) launch.subjectId).map(campaign -> campaign == null ? null : campaign.orgId);
    }

    private Uni<Answer> answer(ConfirmKey key, Respondent by, BiFunction<Confirm, Operation, Uni<Answer>> answer) {
        return waiting(key, by)
                .chain(confirm -> answer.apply(confirm, operation(confirm))
                        .call(() -> Rows.write(confirm)));
    }

    private Operation operation(Confirm confirm) {
        Operation operation = operations.get(confirm.operation);
        if (operation == null) {
            throw new IllegalStateException("nobody does " + confirm.operation);
        }
        return operation;
    }

    private static Uni<@Nullable Confirm> find(ConfirmKey key) {
        if (!key.isPossible()) {
            return Uni.createFrom().nullItem();
        }
        PanacheQuery<Confirm> query = key.email() != null
                ? Confirm.find("code = ?1 and lower(email) = ?2", key.code(), key.email().toLowerCase(Locale.ROOT))
                : key.objectId() != null
                        ? Confirm.find("code = ?1 and objectId = ?2", key.code(), key.objectId())
                        : Confirm.find("code = ?1 and objectId is null and email is null", key.code());
        return query.withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    private static Uni<Boolean> isTaken(String code) {
        return Confirm.count("code", code).map(count -> count > 0);
    }

    private static Uni<@Nullable User> creator(Confirm confirm) {
        return confirm.creatorId == null ? Uni.createFrom().nullItem() : User.findById(confirm.creatorId);
    }

    private static void check(Confirm question) {
        List<ClientFault.Problem> problems = new ArrayList<>();
        Text.storable("message", question.message, problems);
        ClientFault.refuse(problems);
    }
}
