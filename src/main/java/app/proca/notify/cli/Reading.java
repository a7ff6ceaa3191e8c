package app.proca.notify.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * What is to be read from a queue. A message is acknowledged after it was taken, one at a time: whoever stops in between
 * leaves it in the queue.
 *
 * @param count how many messages at most
 * @param quiet how long to wait for the next one; null: for ever
 * @param peek whether the queue gets everything back afterwards
 */
record Reading(String queue, int count, @Nullable Duration quiet, boolean peek) {

    static final int NO_END = Integer.MAX_VALUE;
    private static final int ONE_AT_A_TIME = 1;
    private static final int NO_LIMIT = 0;
    private static final int HIGHEST_PREFETCH = 65_535;
    private static final int CLOSE_LIMIT_MS = 1_000;

    /** @return how many messages were taken */
    int from(BrokerAddress broker, Consumer<ReceivedMessage> taker) {
        ExecutorService consumers = Executors.newSingleThreadExecutor();
        try {
            Connection connection = broker.connect(consumers);
            try {
                return from(connection, taker);
            } finally {
                connection.abort(CLOSE_LIMIT_MS);
            }
        } finally {
            consumers.shutdownNow();
        }
    }

    private int from(Connection connection, Consumer<ReceivedMessage> taker) {
        try {
            Channel channel = connection.createChannel();
            channel.basicQos(prefetch());
            Arrivals arrivals = new Arrivals(channel);
            channel.basicConsume(queue, false, arrivals);
            int taken = take(channel, arrivals, taker);
            // answered when the broker has every acknowledgement
            channel.close();
            return taken;
        } catch (IOException | ShutdownSignalException | TimeoutException failure) {
            throw new Failed("The queue " + queue + " cannot be read: " + Reasons.of(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failed("Reading the queue " + queue + " was interrupted.");
        }
    }

    private int take(Channel channel, Arrivals arrivals, Consumer<ReceivedMessage> taker)
            throws IOException, InterruptedException {
        int taken = 0;
        while (taken < count) {
            Delivery delivery = arrivals.next(quiet);
            if (delivery == null) {
                return taken;
            }
            taker.accept(new ReceivedMessage(queue, delivery));
            taken++;
            if (taken == count) {
                // before the last acknowledgement, which would let the next message come
                channel.basicCancel(arrivals.getConsumerTag());
            }
            if (!peek) {
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            }
        }
        return taken;
    }

    /** Nothing is held back from the queue's other consumers but what is being taken. */
    private int prefetch() {
        if (!peek) {
            return ONE_AT_A_TIME;
        }
        return count > HIGHEST_PREFETCH ? NO_LIMIT : count;
    }
}
