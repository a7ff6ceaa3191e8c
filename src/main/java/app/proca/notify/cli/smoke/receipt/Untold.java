package app.proca.notify.cli.smoke.receipt;

/** Something cannot be looked at from here, so that nobody can say how it is; the message says why. */
public final class Untold extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Untold(String message) {
        super(message);
    }
}
