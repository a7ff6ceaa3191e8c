package app.proca.notify.processing;

import java.util.List;

import app.proca.notify.action.Action;
import app.proca.notify.message.SignedAction;
import app.proca.notify.supporter.Supporter;
import io.vertx.core.json.JsonObject;

/** What is forgotten of an action and its supporter once its messages are safe (spec/processing.md, "States"). Pure. */
final class Clearing {

    private Clearing() {}

    /** @param needed whether something else still needs what is known of the supporter */
    static void clear(SignedAction signed, Supporter supporter, boolean needed) {
        if (!needed) {
            clear(supporter, signed.org().highSecurity);
        }
        dropTransient(signed.action(), signed.campaign().transientActions);
    }

    /** The area is no personal data. */
    static void clear(Supporter supporter, boolean highSecurity) {
        supporter.email = null;
        supporter.lastName = null;
        supporter.address = null;
        if (highSecurity) {
            supporter.firstName = null;
        }
    }

    /** @param transientActions {@code <type>:<field>} */
    private static void dropTransient(Action action, List<String> transientActions) {
        List<String> dropped = transientActions.stream().filter(each -> each.startsWith(action.actionType + ":"))
                .map(each -> each.substring(action.actionType.length() + 1)).filter(action.fields::containsKey).toList();
        if (!dropped.isEmpty()) {
            JsonObject kept = action.fields.copy();
            dropped.forEach(kept::remove);
            action.fields = kept;
        }
    }
}
