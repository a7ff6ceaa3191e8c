package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.outbox.Outcome;

/**
 * One channel in confirm mode. Every message that is published on it gets exactly one outcome: confirmed, returned,
 * refused, or, when the channel goes, unavailable. Published on one thread; the broker's answers come on another.
 */
final class PublishingChannel {

    private static final Logger LOG = Logger.getLogger(PublishingChannel.class);

    private record Pending(Publication publication, Consumer<Outcome> outcome, long since) {}

    private final Channel channel;
    private final Consumer<String> missing;
    private final NavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
    /** The broker returns a message before it confirms it (findings.md). */
    private final Map<String, String> returned = new ConcurrentHashMap<>();

    private PublishingChannel(Channel channel, Consumer<String> missing) {
        this.channel = channel;
        this.missing = missing;
    }

    /** @param missing hears of exchanges that do not stand */
    static PublishingChannel open(Connection connection, Consumer<String> missing) throws IOException {
        PublishingChannel publishing = new PublishingChannel(connection.createChannel(), missing);
        publishing.channel.addReturnListener(publishing::returned);
        publishing.channel.addConfirmListener(publishing::acked, publishing::nacked);
        publishing.channel.addShutdownListener(publishing::closed);
        publishing.channel.confirmSelect();
        return publishing;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** How many messages the broker has not answered yet. */
    int unanswered() {
        return pending.size();
    }

    /** Sends, or tells at once why not. */
    void publish(Publication publication, Consumer<Outcome> outcome) {
        long sequence = channel.getNextPublishSeqNo();
        pending.put(sequence, new Pending(publication, outcome, System.nanoTime()));
        try {
            channel.basicPublish(publication.exchange(), publication.routingKey(), true, publication.properties(),
                    publication.body());
        } catch (ShutdownSignalException | IOException away) {
            sendBack(sequence, "the channel is closed");
        } catch (RuntimeException unsendable) {
            // a routing key over 255 bytes, for one
            take(sequence, new Outcome.Failed("the message cannot be sent: " + unsendable.getMessage()));
        }
    }

    /** True where the broker owes an answer for longer than that. */
    boolean overdue(long nanos) {
        Map.Entry<Long, Pending> oldest = pending.firstEntry();
        return oldest != null && System.nanoTime() - oldest.getValue().since() > nanos;
    }

    /** To be called before another channel takes over: whatever is unanswered here has to be sent again before what follows. */
    void takeLeave() {
        ShutdownSignalException cause = channel.getCloseReason();
        if (cause != null) {
            closed(cause);
        }
    }

    private void returned(Return message) {
        String id = message.getProperties().getMessageId();
        if (id != null) {
            returned.put(id, message.getReplyText());
        }
    }

    private void acked(long sequence, boolean multiple) {
        settle(sequence, multiple, false);
    }

    private void nacked(long sequence, boolean multiple) {
        settle(sequence, multiple, true);
    }

    private void settle(long sequence, boolean multiple, boolean refused) {
        if (multiple) {
            pending.headMap(sequence, true).keySet().forEach(each -> settle(each, refused));
        } else {
            settle(sequence, refused);
        }
    }

    private void settle(long sequence, boolean refused) {
        Pending settled = pending.get(sequence);
        if (settled == null) {
            return;
        }
        String unroutable = returned.isEmpty() ? null : returned.remove(settled.publication().messageId());
        if (refused) {
            take(sequence, new Outcome.Failed("the broker refused the message"));
        } else if (unroutable != null) {
            take(sequence, new Outcome.Unrouted(unroutable + " at " + settled.publication().exchange()));
        } else {
            take(sequence, new Outcome.Delivered());
        }
    }

    /**
     * A missing exchange closes the channel: those that named it are refused, all others are to be sent again. Synchronized,
     * so that who comes second finds all of them answered.
     */
    private synchronized void closed(ShutdownSignalException cause) {
        String reason = String.valueOf(cause.getReason());
        boolean first = !pending.isEmpty();
        for (Long sequence : new ArrayList<>(pending.keySet())) {
            Pending open = pending.get(sequence);
            if (open != null && !cause.isHardError() && reason.contains("no exchange '" + open.publication().exchange() + "'")) {
                missing.accept(open.publication().exchange());
                take(sequence, missingExchange(open.publication()));
            } else {
                sendBack(sequence, "the channel was closed");
            }
        }
        if (first && !cause.isInitiatedByApplication()) {
            LOG.warnf("The publishing channel was closed: %s", cause.getMessage());
        }
    }

    static Outcome missingExchange(Publication publication) {
        return new Outcome.Failed("the exchange " + publication.exchange() + " is missing");
    }

    private void sendBack(long sequence, String reason) {
        Pending open = pending.get(sequence);
        if (open != null) {
            open.publication().turn().sendBack();
            take(sequence, new Outcome.Unavailable(reason));
        }
    }

    private void take(long sequence, Outcome outcome) {
        Pending settled = pending.remove(sequence);
        if (settled != null) {
            settled.outcome().accept(outcome);
        }
    }
}
