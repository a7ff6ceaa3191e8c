package app.proca.notify.cli;

/** What was asked for did not come about; the message says why, and what to do, never a password. */
final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failed(String message) {
        super(message);
    }
}
