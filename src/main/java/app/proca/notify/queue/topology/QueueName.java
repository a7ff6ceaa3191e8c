package app.proca.notify.queue.topology;

/** The name of a queue. */
public record QueueName(String value) {

    /** Every org's {@code system.*} events, for the instance's own CRM. */
    public static final QueueName SYSTEM_DELIVER = new QueueName("system.deliver");

    /** The {@link #part}s of a queue that two webhooks share. */
    public static final String EVENTS = "events";
    public static final String ACTIONS = "actions";

    private static final String PART = "/";

    /** The org's dead letters, at rest. */
    public static QueueName fail(long orgId) {
        return new QueueName("org." + orgId + ".fail");
    }

    /** What the service itself works through: {@code email.supporter}, {@code sqs}, {@code webhook}. */
    public static QueueName worker(long orgId, String work) {
        return new QueueName("wrk." + orgId + "." + work);
    }

    /** What the org's own consumers read: {@code deliver}, {@code confirm.supporter}, {@code confirm.action}. */
    public static QueueName custom(long orgId, String stage) {
        return new QueueName("cus." + orgId + "." + stage);
    }

    /** What one of several takes who share this queue; no queue of the broker has such a name. */
    public QueueName part(String name) {
        return new QueueName(value + PART + name);
    }

    /** Whether this is a {@link #part}. */
    public boolean isPart() {
        return value.contains(PART);
    }

    /** The queue that this is, or is a part of. */
    public QueueName whole() {
        return isPart() ? new QueueName(value.substring(0, value.indexOf(PART))) : this;
    }

    @Override
    public String toString() {
        return value;
    }
}
