package app.proca.notify.faults;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;

/** The CRMs of some orgs: they note each action before they acknowledge it. The broker stays. */
final class ActionConsumer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PREFETCH = 500;
    private static final int ABORT_LIMIT_MS = 1_000;

    /** An action in the hands of an org. */
    record Held(long orgId, long actionId) {}

    /** A message, which may have come before. */
    record Arrival(Held held, String messageId) {}

    private final Connection connection;
    private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());

    private ActionConsumer(Connection connection) {
        this.connection = connection;
    }

    static ActionConsumer of(String amqpUrl, List<Long> orgs)
            throws IOException, TimeoutException, URISyntaxException, GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqpUrl);
        ActionConsumer consumer = new ActionConsumer(factory.newConnection("crm of actions"));
        for (long org : orgs) {
            Channel channel = consumer.connection.createChannel();
            channel.basicQos(PREFETCH);
            channel.basicConsume("cus." + org + ".deliver", false, (tag, delivery) -> consumer.take(channel, org, delivery),
                    tag -> channel.abort());
        }
        return consumer;
    }

    /** What arrived so far, in that order, repetitions and all. */
    List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    @Override
    public void close() {
        connection.abort(ABORT_LIMIT_MS);
    }

    private void take(Channel channel, long org, Delivery delivery) throws IOException {
        long action = JSON.readTree(delivery.getBody()).get("actionId").asLong();
        arrivals.add(new Arrival(new Held(org, action), delivery.getProperties().getMessageId()));
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }
}
