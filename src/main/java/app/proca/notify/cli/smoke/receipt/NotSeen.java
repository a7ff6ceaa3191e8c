package app.proca.notify.cli.smoke.receipt;

/** Something had to be seen and was not, or is not as it has to be; the message says what. */
public final class NotSeen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotSeen(String message) {
        super(message);
    }
}
