package app.proca.notify.cli.smoke.receipt;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A webhook that takes everything. Its path is known to the service alone. */
public final class WebhookListener implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAKEN = 204;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final URI url;
    private final Heard<Message> heard = new Heard<>();

    private WebhookListener(HttpServer server, URI url) {
        this.server = server;
        this.url = url;
    }

    /** @param path that nobody guesses */
    public static WebhookListener at(Place place, String path) throws IOException {
        HttpServer server = HttpServer.create(place.bound(), 0);
        WebhookListener listener =
                new WebhookListener(server, URI.create("http://" + place.named(server.getAddress().getPort()) + "/" + path));
        var unused = server.createContext("/" + path, listener::take);
        server.start();
        return listener;
    }

    /** What the service has to call. */
    public URI url() {
        return url;
    }

    public Heard<Message> heard() {
        return heard;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            heard.add(new Message(Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("webhook-id"), ""), "", body));
            exchange.sendResponseHeaders(TAKEN, NO_BODY);
        }
    }
}
