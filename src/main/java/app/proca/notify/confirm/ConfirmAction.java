package app.proca.notify.confirm;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.common.ClientFault;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;

/** A moderator is asked to let an action pass; subject is the action. The code is all that they need. */
@ApplicationScoped
class ConfirmAction implements Operation {

    static Confirm question(Action action) {
        Confirm question = new Confirm();
        question.operation = ConfirmOperation.CONFIRM_ACTION;
        question.subjectId = Math.toIntExact(action.id);
        return question;
    }

    @Override
    public ConfirmOperation kind() {
        return ConfirmOperation.CONFIRM_ACTION;
    }

    @Override
    public Uni<Answer> accept(Confirm confirm, Respondent by) {
        return decide(confirm, ActionStatus.ACCEPTED);
    }

    @Override
    public Uni<Answer> reject(Confirm confirm, Respondent by) {
        return decide(confirm, ActionStatus.REJECTED);
    }

    @Override
    public Uni<Map<String, Object>> fields(Confirm confirm) {
        return Uni.createFrom().item(Map.of());
    }

    /**
     * True where the action has to change.
     *
     * @throws ClientFault where it may not
     */
    static boolean changes(ActionStatus now, ActionStatus wanted) {
        boolean accepting = wanted == ActionStatus.ACCEPTED;
        return switch (now) {
            case NEW -> throw ClientFault.plain("not allowed");
            case CONFIRMING -> true;
            case REJECTED -> {
                if (accepting) {
                    throw ClientFault.plain("action already rejected");
                }
                yield false;
            }
            case ACCEPTED, DELIVERED, REPEAT -> {
                if (!accepting) {
                    throw ClientFault.plain("action already accepted");
                }
                yield false;
            }
        };
    }

    /** The Confirm is locked; so is the action: what became of it meanwhile counts, a rejection by its supporter above all. */
    private static Uni<Answer> decide(Confirm confirm, ActionStatus wanted) {
        return Action.<Action>findById((long) confirm.subjectId, LockModeType.PESSIMISTIC_WRITE)
                .map(action -> Operation.present(action, "action"))
                .chain(action -> {
                    if (!changes(action.processingStatus, wanted)) {
                        return Uni.createFrom().item(Answer::nothingToDo);
                    }
                    action.processingStatus = wanted;
                    return Rows.write(action).replaceWith(Answer::done);
                });
    }
}
