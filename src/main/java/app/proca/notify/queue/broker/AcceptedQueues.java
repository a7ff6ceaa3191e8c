package app.proca.notify.queue.broker;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import com.rabbitmq.client.AMQP;

/** Whether queues of an earlier installation stand on this broker with other arguments than ours; said once. */
final class AcceptedQueues {

    private static final Logger LOG = Logger.getLogger(AcceptedQueues.class);

    private final AtomicBoolean found = new AtomicBoolean();

    boolean any() {
        return found.get();
    }

    /** True where the broker refused a queue only because it stands already, with other arguments. */
    boolean takes(AMQP.Channel.Close refusal) {
        boolean takes = refusal.getReplyCode() == AMQP.PRECONDITION_FAILED && refusal.getReplyText().contains("for queue");
        if (takes && found.compareAndSet(false, true)) {
            LOG.warnf(
                    "Queues of an earlier installation stand on this broker and are used as they are (%s). Where org.N.fail has no "
                            + "x-message-ttl, rejected messages come back only with a policy. Unless there is one: rabbitmqctl set_policy "
                            + "--apply-to queues proca-retry '^org\\.[0-9]+\\.fail$' '{\"message-ttl\":30000}'. What lies in org.N.fail "
                            + "already keeps the rest there until it is emptied once (docs/adopting.md)",
                    refusal.getReplyText());
        }
        return takes;
    }
}
