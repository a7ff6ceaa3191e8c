package app.proca.notify.cli.smoke.receipt;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One subscription over a socket of its own, in {@code graphql-transport-ws}. */
public final class Subscription implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBPROTOCOL = "graphql-transport-ws";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String ID = "smoke";

    private final WebSocket socket;
    private final Heard<JsonNode> frames;

    private Subscription(WebSocket socket, Heard<JsonNode> frames) {
        this.socket = socket;
        this.frames = frames;
    }

    /**
     * Opened. What is committed before the service has begun to listen is heard only where the query says since when. Fails where the
     * service refuses the socket, or who asks.
     */
    public static Subscription open(URI api, String authorization, String query, Patience patience) throws InterruptedException {
        Heard<JsonNode> frames = new Heard<>();
        Subscription opening = new Subscription(connect(api, frames), frames);
        opening.say(Map.of("type", "connection_init", "payload", Map.of("Authorization", authorization)));
        opening.await("connection_ack", patience);
        opening.say(Map.of("type", "subscribe", "id", ID, "payload", Map.of("query", query)));
        // nothing answers a subscription that was taken; what was malformed closes the socket before this is answered
        opening.say(Map.of("type", "ping"));
        opening.await("pong", patience);
        return opening;
    }

    /** The data of the next item that is wanted. */
    public JsonNode await(String what, Patience patience, Predicate<JsonNode> wanted) throws InterruptedException {
        return first(what, patience, frame -> type(frame).equals("next") && wanted.test(frame.at("/payload/data")))
                .at("/payload/data");
    }

    @Override
    public void close() {
        var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> socket.abort());
    }

    private void await(String type, Patience patience) throws InterruptedException {
        var unused = first("the frame " + type, patience, frame -> type(frame).equals(type));
    }

    private JsonNode first(String what, Patience patience, Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode frame = frames.await(what, patience, one -> refused(one) || wanted.test(one));
        if (refused(frame)) {
            throw new NotSeen("the service refuses the subscription: " + frame.at("/payload/0/message").asText());
        }
        return frame;
    }

    private static boolean refused(JsonNode frame) {
        return type(frame).equals("error");
    }

    private static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    private void say(Map<String, Object> frame) {
        try {
            var unused = socket.sendText(JSON.writeValueAsString(frame), true).join();
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a frame cannot be written as JSON", failure);
        } catch (CompletionException closed) {
            frames.end("the socket is closed");
        }
    }

    private static WebSocket connect(URI api, Heard<JsonNode> frames) {
        URI address = URI.create(api.toString().replaceFirst("^http", "ws"));
        try {
            return HttpClient.newBuilder().connectTimeout(CONNECT).build().newWebSocketBuilder().connectTimeout(CONNECT)
                    .subprotocols(SUBPROTOCOL).buildAsync(address, new Frames(frames)).join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new NotSeen("no socket opens at " + address + ": " + cause.getClass().getSimpleName());
        }
    }

    /** Puts texts together that come in pieces. */
    private static final class Frames implements WebSocket.Listener {

        private final Heard<JsonNode> frames;
        private final StringBuilder pieces = new StringBuilder();

        Frames(Heard<JsonNode> frames) {
            this.frames = frames;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            pieces.append(data);
            if (last) {
                take(pieces.toString());
                pieces.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            frames.end("the service closed the socket with " + code + (reason.isEmpty() ? "" : ", " + reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            frames.end("the socket failed: " + failure.getClass().getSimpleName());
        }

        private void take(String text) {
            try {
                frames.add(JSON.readTree(text));
            } catch (JsonProcessingException notJson) {
                frames.end("the service said what is no JSON");
            }
        }
    }
}
