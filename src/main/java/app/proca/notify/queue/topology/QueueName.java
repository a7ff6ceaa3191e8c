package app.proca.notify.queue.topology;

/** The name of a queue. */
public record QueueName(String value) {

    /** Every org's {@code system.*} events, for the instance's own CRM. */
    public static final QueueName SYSTEM_DELIVER = new QueueName("system.deliver");

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

    @Override
    public String toString() {
        return value;
    }
}
