package app.proca.notify.confirm;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * By what a Confirm is found: its code, with the invited address where it was sent to one, else with the id of its object where
 * it has one. The code alone finds only those that have neither.
 */
public record ConfirmKey(String code, @Nullable String email, @Nullable Integer objectId) {

    /** Ours have eight digits; Proca lengthens one that is taken. */
    private static final Pattern CODE = Pattern.compile("[0-9]{1,32}");
    /** What PostgreSQL takes. */
    private static final Pattern TEXT = Pattern.compile("[^\\x00\\p{Cs}]*");

    /** False where no Confirm can have it. */
    boolean isPossible() {
        return CODE.matcher(code).matches() && (email == null || TEXT.matcher(email).matches());
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "ConfirmKey";
    }
}
