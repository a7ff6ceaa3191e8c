package app.proca.notify.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;

/** A consumer that notes when each message came: microseconds by message id, or by what else tells it apart. */
final class Arrivals implements AutoCloseable {

    private final Channel channel;
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    private Arrivals(Channel channel) {
        this.channel = channel;
    }

    static Arrivals of(Connection broker, List<String> queues) throws IOException {
        return of(broker, queues, message -> message.getProperties().getMessageId());
    }

    static Arrivals of(Connection broker, List<String> queues, Function<Delivery, String> key) throws IOException {
        Arrivals arrivals = new Arrivals(broker.createChannel());
        for (String queue : queues) {
            arrivals.channel.basicConsume(queue, true, (tag, message) -> {
                long moment = now();
                arrivals.arrived.putIfAbsent(key.apply(message), moment);
            }, tag -> {});
        }
        return arrivals;
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    int count() {
        return arrived.size();
    }

    /** How long each took, in ms; the sent ones that did not arrive are an error. */
    Samples since(Map<String, Long> sent) {
        return Samples.of(sent.entrySet().stream().map(message -> {
            Long arrival = arrived.get(message.getKey());
            if (arrival == null) {
                throw new IllegalStateException("the message " + message.getKey() + " did not arrive");
            }
            return (arrival - message.getValue()) / 1000.0;
        }).toList());
    }

    boolean haveAll(Map<String, Long> sent) {
        return arrived.keySet().containsAll(sent.keySet());
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (TimeoutException slow) {
            throw new IOException(slow);
        }
    }
}
