package app.proca.notify.common;

import org.jspecify.annotations.Nullable;

/** A failure for the log, without its message: those of databases and parsers repeat what people typed. */
public final class Nameless extends RuntimeException {

    private static final int DEEPEST = 10;

    private final String type;

    private Nameless(Throwable failure, @Nullable Throwable cause) {
        super(null, cause, false, true);
        this.type = failure.getClass().getName();
        setStackTrace(failure.getStackTrace());
    }

    /** It and its causes, each by its type and where it was thrown. */
    public static Nameless of(Throwable failure) {
        return of(failure, DEEPEST);
    }

    private static Nameless of(Throwable failure, int deepest) {
        Throwable cause = failure.getCause();
        return new Nameless(failure, cause == null || deepest == 0 ? null : of(cause, deepest - 1));
    }

    // there is no message: a log shows the type alone
    @SuppressWarnings("OverrideThrowableToString")
    @Override
    public String toString() {
        return type;
    }
}
