package app.proca.notify.outbox;

/**
 * The way a notification takes. {@link #TOPOLOGY}, {@link #BROKER} and {@link #MAIL} are relayed: exactly one instance
 * delivers each, at least once. {@link #LIVE} and {@link #INSTANCES} are logged: every instance reads all of them, in order.
 */
public enum Channel {
    /** Declare an org's exchanges and queues, before anything that is published to them afterwards. */
    TOPOLOGY(true),
    /** Publish a message to an exchange. */
    BROKER(true),
    /** Send a mail. Its own route: mails and messages of an org do not wait for each other. */
    MAIL(true),
    /** Tell GraphQL subscribers. */
    LIVE(false),
    /** Tell every running instance: its caches and queue workers follow. */
    INSTANCES(false);

    private final boolean relayed;

    Channel(boolean relayed) {
        this.relayed = relayed;
    }

    /** True where every address is a party of its own, which may be away while the others are not. */
    boolean addressed() {
        return this == MAIL;
    }

    /** True where one instance delivers and the others need not know. */
    public boolean relayed() {
        return relayed;
    }
}
