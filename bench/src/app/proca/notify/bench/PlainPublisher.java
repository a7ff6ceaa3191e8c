package app.proca.notify.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;

/** The peer of the service's way from commit to consumer: a client that only publishes, persistent and confirmed. */
final class PlainPublisher implements AutoCloseable {

    private static final String QUEUE = "bench.plain";
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final Arrivals arrivals;
    private final byte[] body;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();

    private PlainPublisher(Channel channel, Arrivals arrivals, byte[] body) {
        this.channel = channel;
        this.arrivals = arrivals;
        this.body = body;
    }

    static PlainPublisher open(Connection broker, byte[] body) throws IOException {
        Channel channel = broker.createChannel();
        channel.confirmSelect();
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        return new PlainPublisher(channel, Arrivals.of(broker, List.of(QUEUE)), body.clone());
    }

    void send() {
        String id = UUID.randomUUID().toString();
        sent.put(id, Arrivals.now());
        try {
            channel.basicPublish("", QUEUE, true, new AMQP.BasicProperties.Builder().deliveryMode(PERSISTENT)
                    .contentType("application/json").messageId(id).build(), body);
        } catch (IOException failure) {
            throw new IllegalStateException("the plain publisher lost its channel", failure);
        }
    }

    /** Waits for what is under way. */
    Samples latencies() throws Exception {
        channel.waitForConfirmsOrDie();
        Pause.until("all plain messages arrived", java.time.Duration.ofSeconds(10), java.time.Duration.ofMillis(10),
                () -> arrivals.haveAll(sent));
        return arrivals.since(sent);
    }

    @Override
    public void close() throws Exception {
        arrivals.close();
        channel.queueDelete(QUEUE);
        channel.close();
    }
}
