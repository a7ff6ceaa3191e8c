package app.proca.notify.queue.topology;

/** The name of an exchange. */
public record ExchangeName(String value) {

    /** The default exchange: the routing key names the queue. */
    public static final ExchangeName DEFAULT = new ExchangeName("");

    @Override
    public String toString() {
        return value;
    }
}
