package app.proca.notify.processing;

import app.proca.notify.message.SignedAction;
import app.proca.notify.message.Stage;
import app.proca.notify.supporter.Supporter;

/** An action that goes on, with its supporter, and what both become. */
record Move(SignedAction signed, Supporter supporter, Step step) {

    boolean enters(Stage stage) {
        return step.stage().filter(stage::equals).isPresent();
    }

    Move with(Step other) {
        return new Move(signed, supporter, other);
    }
}
