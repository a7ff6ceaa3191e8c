package app.proca.notify.message;

import java.util.Locale;

/** Where an action stands when its message goes out. */
public enum Stage {
    /** Its supporter has to confirm. */
    SUPPORTER_CONFIRM,
    /** A moderator has to let it pass. */
    ACTION_CONFIRM,
    /** It is handed over. */
    DELIVER;

    /** As messages name it: {@code supporter_confirm}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
