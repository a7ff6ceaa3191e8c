package app.proca.notify.boot;

/** An environment variable that is missing or wrong; the message says which, and what it takes, never a password. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongSetting(String message) {
        super(message);
    }
}
