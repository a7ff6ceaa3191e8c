package app.proca.notify.cli.smoke.receipt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * The broker as a consumer sees it. What it declares itself lives as long as its connection. A channel that the broker closes, as it
 * does over what is missing, is not used again.
 */
public final class Broker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLOSE_LIMIT_MS = 1_000;
    private static final List<String> EXCHANGES =
            List.of("confirm.supporter", "confirm.action", "deliver", "event", "fail", "retry");
    private static final List<String> QUEUES = List.of("wrk.%d.email.supporter", "wrk.%d.sqs", "wrk.%d.webhook",
            "cus.%d.confirm.supporter", "cus.%d.confirm.action", "cus.%d.deliver", "org.%d.fail");

    private final Supplier<Connection> connecting;
    private @Nullable Connection connection;
    private @Nullable NotSeen absence;

    /** @param connecting used when the broker is first needed, and once; fails with a NotSeen */
    public Broker(Supplier<Connection> connecting) {
        this.connecting = connecting;
    }

    /** What is done on a channel of its own. */
    private interface Work<T> {
        T on(Channel channel) throws IOException;
    }

    /** How many read the queue; empty where it is not there. */
    public OptionalInt readers(String queue) {
        try (Channel channel = channel()) {
            return OptionalInt.of(channel.queueDeclarePassive(queue).getConsumerCount());
        } catch (IOException refused) {
            if (isMissing(refused)) {
                return OptionalInt.empty();
            }
            throw failed("look for the queue " + queue, refused);
        } catch (TimeoutException | ShutdownSignalException failure) {
            throw failed("look for the queue " + queue, failure);
        }
    }

    /** Whether all exchanges of the org are there. */
    public boolean hasExchanges(long org) {
        try (Channel channel = channel()) {
            for (String name : exchanges(org)) {
                var unused = channel.exchangeDeclarePassive(name);
            }
            return true;
        } catch (IOException refused) {
            if (isMissing(refused)) {
                return false;
            }
            throw failed("look for the exchanges of org " + org, refused);
        } catch (TimeoutException | ShutdownSignalException failure) {
            throw failed("look for the exchanges of org " + org, failure);
        }
    }

    /** Reads the queue from now on, as the org's own program does: what it hears is gone from the queue. */
    public Heard<Message> read(String queue) {
        return work("read the queue " + queue, channel -> listen(channel, queue));
    }

    /** Hears from now on what goes through the exchange, beside those who read it: nothing of theirs is taken. */
    public Heard<Message> tap(String exchange) {
        return work("listen at the exchange " + exchange, channel -> {
            String queue = channel.queueDeclare("", false, true, true, Map.of()).getQueue();
            var unused = channel.queueBind(queue, exchange, "#");
            return listen(channel, queue);
        });
    }

    /** Takes a queue away, as an operator would by mistake. */
    public void delete(String queue) {
        var unused = work("delete the queue " + queue, channel -> channel.queueDelete(queue));
    }

    /** Removes what the service declared for an org that is gone; what is not there is no matter. */
    public void forget(long org) {
        var unused = work("remove what org " + org + " had", channel -> {
            for (String queue : QUEUES) {
                var gone = channel.queueDelete(queue.formatted(org));
            }
            for (String exchange : exchanges(org)) {
                var gone = channel.exchangeDelete(exchange);
            }
            return org;
        });
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(CLOSE_LIMIT_MS);
        }
    }

    private Channel channel() throws IOException {
        if (absence != null) {
            throw absence;
        }
        try {
            if (connection == null) {
                connection = connecting.get();
            }
            return connection.createChannel();
        } catch (NotSeen absent) {
            absence = absent;
            throw absent;
        }
    }

    private static List<String> exchanges(long org) {
        return EXCHANGES.stream().map(name -> "org." + org + "." + name).toList();
    }

    private <T> T work(String what, Work<T> work) {
        try {
            return work.on(channel());
        } catch (IOException | ShutdownSignalException failure) {
            throw failed(what, failure);
        }
    }

    private static Heard<Message> listen(Channel channel, String queue) throws IOException {
        Heard<Message> heard = new Heard<>();
        var unused = channel.basicConsume(queue, true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                String id = properties.getMessageId();
                heard.add(new Message(id == null ? "" : id, envelope.getRoutingKey(), json(body)));
            }

            @Override
            public void handleCancel(String consumer) {
                heard.end("the queue " + queue + " was deleted");
            }

            @Override
            public void handleShutdownSignal(String consumer, ShutdownSignalException signal) {
                heard.end("the connection to the broker was lost");
            }
        });
        return heard;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private static boolean isMissing(IOException refused) {
        return refused.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private static NotSeen failed(String what, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close) {
                return new NotSeen("the broker does not let " + what + ": " + close.getReplyText());
            }
        }
        return new NotSeen("the broker does not let " + what + ": " + failure.getClass().getSimpleName());
    }
}
