package app.proca.notify.queue.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jboss.logging.Logger;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;

import app.proca.notify.outbox.Outcome;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * One channel in confirm mode. Every message that is published on it gets exactly one outcome: confirmed, returned,
 * refused, or, when the channel goes, unavailable. Published on one thread; the broker's answers come on another.
 */
final class PublishingChannel {

    private static final Logger LOG = Logger.getLogger(PublishingChannel.class);

    private record Pending(Publication publication, UniEmitter<? super Outcome> outcome, long since) {
    }

    private final Channel channel;
    private final NavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
    /** The broker returns a message before it confirms it (findings.md). */
    private final Map<String, String> returned = new ConcurrentHashMap<>();

    private PublishingChannel(Channel channel) {
        this.channel = channel;
    }

    static PublishingChannel open(Connection connection) throws IOException {
        PublishingChannel publishing = new PublishingChannel(connection.createChannel());
        publishing.channel.addReturnListener(publishing::returned);
        publishing.channel.addConfirmListener(publishing::acked, publishing::nacked);
        publishing.channel.addShutdownListener(publishing::closed);
        publishing.channel.confirmSelect();
        return publishing;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Sends, or tells at once why not. */
    void publish(Publication publication, UniEmitter<? super Outcome> outcome) {
        long sequence = channel.getNextPublishSeqNo();
        pending.put(sequence, new Pending(publication, outcome, System.nanoTime()));
        try {
            channel.basicPublish(publication.exchange(), publication.routingKey(), true, publication.properties(),
                    publication.body());
        } catch (AlreadyClosedException | IOException away) {
            take(sequence, new Outcome.Unavailable("the channel is closed: " + away.getMessage()));
        }
    }

    /** True where the broker owes an answer for longer than that. */
    boolean overdue(long nanos) {
        Map.Entry<Long, Pending> oldest = pending.firstEntry();
        return oldest != null && System.nanoTime() - oldest.getValue().since() > nanos;
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
            List.copyOf(pending.headMap(sequence, true).keySet()).forEach(each -> settle(each, refused));
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

    /** A missing exchange closes the channel: those that named it are refused, all others are to be sent again. */
    private void closed(ShutdownSignalException cause) {
        String reason = String.valueOf(cause.getReason());
        for (Long sequence : new ArrayList<>(pending.keySet())) {
            Pending open = pending.get(sequence);
            boolean missing = open != null && !cause.isHardError()
                    && reason.contains("no exchange '" + open.publication().exchange() + "'");
            take(sequence, missing
                    ? new Outcome.Failed("the exchange " + open.publication().exchange() + " is missing")
                    : new Outcome.Unavailable("the channel was closed"));
        }
        if (!cause.isInitiatedByApplication()) {
            LOG.warnf("The publishing channel was closed: %s", cause.getMessage());
        }
    }

    private void take(long sequence, Outcome outcome) {
        Pending settled = pending.remove(sequence);
        if (settled != null) {
            settled.outcome().complete(outcome);
        }
    }
}
