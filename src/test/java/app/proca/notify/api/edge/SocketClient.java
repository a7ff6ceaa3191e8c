package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;

/** A client of one of our sockets that says exactly what a test wants it to say. */
public class SocketClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final WebSocketClient client;
    private final WebSocket socket;

    private SocketClient(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> heard.add(read(text)));
    }

    public static SocketClient connect(Vertx vertx, int port, String subprotocol, Map<String, String> headers) throws Exception {
        return connect(vertx, port, new WebSocketConnectOptions().setURI("/api").addSubProtocol(subprotocol), headers);
    }

    /** A client of Proca's own socket. */
    public static SocketClient phoenix(Vertx vertx, int port, String params, Map<String, String> headers) throws Exception {
        return connect(vertx, port, new WebSocketConnectOptions().setURI("/socket/websocket" + params), headers);
    }

    private static SocketClient connect(Vertx vertx, int port, WebSocketConnectOptions options, Map<String, String> headers)
            throws Exception {
        options.setHost("localhost").setPort(port);
        headers.forEach(options::addHeader);
        WebSocketClient client =
                vertx.createWebSocketClient(new WebSocketClientOptions().setMaxMessageSize(1 << 22).setMaxFrameSize(1 << 22));
        return new SocketClient(client,
                client.connect(options).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    }

    @CanIgnoreReturnValue
    public SocketClient say(String json) {
        socket.writeTextMessage(json);
        return this;
    }

    @CanIgnoreReturnValue
    public SocketClient subscribe(String id, String query) throws Exception {
        return say(JSON.writeValueAsString(Map.of("type", "subscribe", "id", id, "payload", Map.of("query", query))));
    }

    /** Reads nothing more until {@link #read}. */
    public void stopReading() {
        socket.pause();
    }

    public void read() {
        socket.resume();
    }

    public Short closeCode() {
        return socket.closeStatusCode();
    }

    public String closeReason() {
        return socket.closeReason();
    }

    public long count(String type, String id) {
        return heard.stream()
                .filter(message -> message.path("type").asText().equals(type) && message.path("id").asText().equals(id))
                .count();
    }

    public boolean heard(String type) {
        return heard.stream().anyMatch(message -> message.path("type").asText().equals(type));
    }

    @Override
    public void close() {
        client.close();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException notJson) {
            throw new IllegalStateException("the server said what is no JSON", notJson);
        }
    }
}
