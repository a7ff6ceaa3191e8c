package app.proca.notify.cli;

/** Nobody said where the broker is, or not in its form; the message says what to do, never a password. */
final class WrongAddress extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongAddress(String message) {
        super(message);
    }
}
