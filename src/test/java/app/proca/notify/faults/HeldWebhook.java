package app.proca.notify.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The webhook of an org: remembers what was posted to it, and holds its answers back until it may answer. */
final class HeldWebhook implements AutoCloseable {

    private static final int OK = 200;
    private static final int NO_BODY = -1;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private HeldWebhook(HttpServer server) {
        this.server = server;
    }

    static HeldWebhook listen() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            HeldWebhook webhook = new HeldWebhook(server);
            server.setExecutor(webhook.threads);
            var unused = server.createContext("/", webhook::take);
            server.start();
            return webhook;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for the webhook", failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The ids of what was posted so far, in that order. */
    List<String> posted() {
        return List.copyOf(posted);
    }

    /** From now on, and what was held back. */
    void answer() {
        mayAnswer.countDown();
    }

    @Override
    public void close() {
        answer();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var unused = exchange.getRequestBody().readAllBytes();
            posted.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            mayAnswer.await();
            exchange.sendResponseHeaders(OK, NO_BODY);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
