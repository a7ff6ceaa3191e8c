package app.proca.notify.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;

import app.proca.notify.faults.Evidence.Told;

/** The CRMs of some orgs: they note each event before they acknowledge it, and connect again whenever the broker is back. */
final class EventConsumer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUEUES_LIMIT = Duration.ofSeconds(60);
    private static final int PREFETCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ABORT_LIMIT_MS = 1_000;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<String> queues;
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService connecting = Executors.newSingleThreadExecutor();
    private volatile @Nullable Connection connection;
    private volatile boolean closing;

    private EventConsumer(String amqpUrl, List<String> queues) {
        this.queues = List.copyOf(queues);
        try {
            factory.setUri(amqpUrl);
        } catch (URISyntaxException | GeneralSecurityException wrong) {
            throw new IllegalStateException("the broker's address is wrong", wrong);
        }
        factory.setAutomaticRecoveryEnabled(false);
    }

    /** Waits until the queues are there and are read. */
    static EventConsumer of(String amqpUrl, List<String> queues) {
        EventConsumer consumer = new EventConsumer(amqpUrl, queues);
        consumer.connecting.execute(consumer::connect);
        await().atMost(QUEUES_LIMIT).until(() -> consumer.connection != null);
        return consumer;
    }

    /** What arrived so far, in that order, repetitions and all. */
    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    @Override
    public void close() {
        closing = true;
        Connection open = connection;
        if (open != null) {
            open.abort(ABORT_LIMIT_MS);
        }
        connecting.shutdownNow();
    }

    private void connect() {
        Connection opened = null;
        try {
            opened = factory.newConnection("crm");
            Channel channel = opened.createChannel();
            channel.basicQos(PREFETCH);
            for (String queue : queues) {
                channel.basicConsume(queue, false, (tag, delivery) -> take(channel, delivery), tag -> channel.abort());
            }
            Connection lost = opened;
            connection = opened;
            channel.addShutdownListener(cause -> connectAgain(lost));
        } catch (IOException | TimeoutException | RuntimeException notYet) {
            connectAgain(opened);
        }
    }

    private void connectAgain(@Nullable Connection lost) {
        if (!closing) {
            connecting.execute(() -> {
                if (lost != null) {
                    lost.abort(ABORT_LIMIT_MS);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                connect();
            });
        }
    }

    private void take(Channel channel, Delivery delivery) throws IOException {
        JsonNode campaign = JSON.readTree(delivery.getBody()).get("campaign");
        told.add(new Told(new Change(campaign.get("id").asLong(), campaign.get("title").asText()),
                delivery.getProperties().getMessageId()));
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }
}
