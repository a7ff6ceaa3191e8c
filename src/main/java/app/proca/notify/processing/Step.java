package app.proca.notify.processing;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.message.Stage;
import app.proca.notify.supporter.ProcessingStatus;

/**
 * One row of the state table (spec/processing.md, "States"): what an action and its supporter become, and the stage that the
 * action enters. Pure; looking again at what it made changes nothing.
 *
 * @param supporter null where none is known
 * @param stage empty where nobody is told
 */
record Step(ActionStatus action, @Nullable ProcessingStatus supporter, Optional<Stage> stage) {

    /** @param withConsent whether the action brought the supporter's consent: others need no moderator */
    static Step of(ActionStatus action, boolean withConsent, @Nullable ProcessingStatus supporter, Confirming confirming) {
        Step unchanged = new Step(action, supporter, Optional.empty());
        if (supporter == null) {
            return unchanged;
        }
        return switch (supporter) {
            case NEW -> action == ActionStatus.NEW ? first(confirming) : unchanged;
            case REJECTED -> action == ActionStatus.NEW ? rejected() : unchanged;
            case ACCEPTED -> switch (action) {
                case NEW -> withConsent && confirming.action() ? askModerator() : deliver();
                case ACCEPTED -> deliver();
                case CONFIRMING, REJECTED, DELIVERED, REPEAT -> unchanged;
            };
            case CONFIRMING, DELIVERED -> unchanged;
        };
    }

    private static Step first(Confirming confirming) {
        if (confirming.supporter()) {
            return new Step(ActionStatus.NEW, ProcessingStatus.CONFIRMING, Optional.of(Stage.SUPPORTER_CONFIRM));
        }
        return confirming.action() ? askModerator() : deliver();
    }

    private static Step askModerator() {
        return new Step(ActionStatus.CONFIRMING, ProcessingStatus.ACCEPTED, Optional.of(Stage.ACTION_CONFIRM));
    }

    private static Step deliver() {
        return new Step(ActionStatus.DELIVERED, ProcessingStatus.ACCEPTED, Optional.of(Stage.DELIVER));
    }

    private static Step rejected() {
        return new Step(ActionStatus.REJECTED, ProcessingStatus.REJECTED, Optional.empty());
    }

    /** What it becomes where the same person came through the same page before: delivered as a repetition. */
    Step repeated() {
        return action == ActionStatus.DELIVERED ? new Step(ActionStatus.REPEAT, supporter, stage) : this;
    }
}
