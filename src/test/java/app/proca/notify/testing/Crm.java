package app.proca.notify.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;

/** What an org runs on the other side of the broker: a plain client, with a connection of its own. */
public final class Crm {

    private static final Duration SOON = Duration.ofSeconds(30);

    private Connection connection;
    private Channel channel;

    /** Before each test, and again when the test closed all connections. */
    public void connect() throws IOException, TimeoutException, URISyntaxException, GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(Services.rabbit().url());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    public void disconnect() {
        connection.abort();
    }

    /** A new one where the broker closed the last, as it does over a queue that is not there yet. */
    public Channel channel() throws IOException {
        if (!channel.isOpen()) {
            channel = connection.createChannel();
        }
        return channel;
    }

    /** One more on the same connection, for a consumer. */
    public Channel another() throws IOException {
        return connection.createChannel();
    }

    /** The next message of a queue, which may still have to come. */
    public GetResponse next(String queue) {
        return await().atMost(SOON).ignoreExceptions().until(() -> channel().basicGet(queue, true), Objects::nonNull);
    }
}
