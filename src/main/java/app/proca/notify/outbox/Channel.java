package app.proca.notify.outbox;

/**
 * The way a notification takes. {@link #TOPOLOGY}, {@link #BROKER}, {@link #MAIL} and {@link #PROCESSING} are relayed:
 * exactly one instance delivers each, at least once. {@link #LIVE} and {@link #INSTANCES} are logged: every instance reads all of them, in order.
 */
public enum Channel {
    /** Declare an org's exchanges and queues, before anything that is published to them afterwards. */
    TOPOLOGY(true),
    /** Publish a message to an exchange. */
    BROKER(true),
    /** Send a mail. Its own route: mails and messages of an org do not wait for each other. */
    MAIL(true),
    /** Process what a supporter did. Its own route, without an order between supporters. */
    PROCESSING(true),
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

    /** True where the commits of an org, or of all that is logged, are told in their order, which commits then have to keep. */
    boolean keepsOrder() {
        return this != PROCESSING;
    }

    /** True where one instance delivers and the others need not know. */
    public boolean relayed() {
        return relayed;
    }
}
