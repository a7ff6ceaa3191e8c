package app.proca.notify.queue.topology;

/** The exchanges of an org (spec/amqp.md, Exchanges). */
public record OrgExchanges(long orgId) {

    /** Actions whose supporter must confirm. */
    public ExchangeName confirmSupporter() {
        return named("confirm.supporter");
    }

    /** Actions that a moderator must confirm. */
    public ExchangeName confirmAction() {
        return named("confirm.action");
    }

    /** Actions to deliver. */
    public ExchangeName deliver() {
        return named("deliver");
    }

    /** Events. */
    public ExchangeName event() {
        return named("event");
    }

    /** Dead letters of all the org's queues. */
    public ExchangeName fail() {
        return named("fail");
    }

    /** The way back to the queue that a message failed in. */
    public ExchangeName retry() {
        return named("retry");
    }

    private ExchangeName named(String what) {
        return new ExchangeName("org." + orgId + "." + what);
    }
}
