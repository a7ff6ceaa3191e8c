package app.proca.notify.cli;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;

/** What the broker sends to a consumer, handed from the connection's thread to the one that reads. */
final class Arrivals extends DefaultConsumer {

    /** Full, it makes the connection wait: a long queue is not read into memory. */
    private static final int BUFFER = 100;

    private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(BUFFER);

    Arrivals(Channel channel) {
        super(channel);
    }

    /**
     * The next message.
     *
     * @param quiet how long to wait; null: for ever
     * @return null when none came for so long
     */
    @Nullable
    Delivery next(@Nullable Duration quiet) throws InterruptedException {
        Arrival arrival = quiet == null ? waiting.take() : waiting.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
        if (arrival != null && arrival.end() != null) {
            throw new Failed(arrival.end());
        }
        return arrival == null ? null : arrival.delivery();
    }

    @Override
    public void handleDelivery(String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        put(new Arrival(new Delivery(envelope, properties, body), null));
    }

    @Override
    public void handleCancel(String consumer) {
        put(new Arrival(null, "The broker ended the reading: the queue was deleted, or moved."));
    }

    @Override
    public void handleShutdownSignal(String consumer, ShutdownSignalException signal) {
        put(new Arrival(null, "The connection to the broker was lost: " + Reasons.of(signal)));
    }

    private void put(Arrival arrival) {
        try {
            waiting.put(arrival);
        } catch (InterruptedException nobodyReads) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message, or why none will come any more. */
    private record Arrival(@Nullable Delivery delivery, @Nullable String end) {}
}
