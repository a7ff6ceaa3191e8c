package app.proca.notify.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A server at all IPv4 addresses of this machine: remembers what was posted to it, and answers as the test says. */
final class Receiver implements AutoCloseable {

    record Posted(String method, String uri, String serverName, MultiMap headers, Buffer body) {}

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final HttpServer server;
    private volatile Consumer<HttpServerRequest> behaviour = status(200);

    private Receiver(Vertx vertx, HttpServerOptions options) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(options.setHost("0.0.0.0").setPort(0))
                .requestHandler(request -> request.bodyHandler(body -> {
                    posted.add(new Posted(request.method().name(), request.uri(),
                            request.isSSL() ? request.connection().indicatedServerName() : "",
                            MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body));
                    behaviour.accept(request);
                }));
    }

    static Receiver listen(Vertx vertx) {
        return listen(vertx, new HttpServerOptions());
    }

    static Receiver listen(Vertx vertx, HttpServerOptions options) {
        Receiver receiver = new Receiver(vertx, options);
        done(receiver.server.listen());
        return receiver;
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    List<Posted> posted() {
        return posted;
    }

    void answer(Consumer<HttpServerRequest> behaviour) {
        this.behaviour = behaviour;
    }

    static Consumer<HttpServerRequest> status(int code) {
        return request -> {
            var unused = request.response().setStatusCode(code).end();
        };
    }

    static Consumer<HttpServerRequest> status(int code, String header, String value) {
        return request -> {
            var unused = request.response().setStatusCode(code).putHeader(header, value).end();
        };
    }

    Consumer<HttpServerRequest> late(Duration after, Consumer<HttpServerRequest> then) {
        return request -> vertx.setTimer(after.toMillis(), timer -> then.accept(request));
    }

    static Consumer<HttpServerRequest> silence() {
        return request -> {};
    }

    static Consumer<HttpServerRequest> hangUp() {
        return request -> {
            var unused = request.connection().close();
        };
    }

    /** A head, and then a body without end. */
    Consumer<HttpServerRequest> stream(int code) {
        return request -> {
            request.response().setStatusCode(code).setChunked(true);
            long timer = vertx.setPeriodic(1, tick -> {
                if (!request.response().closed() && !request.response().writeQueueFull()) {
                    var unused = request.response().write(Buffer.buffer("x".repeat(16_384)));
                }
            });
            request.response().closeHandler(closed -> vertx.cancelTimer(timer));
        };
    }

    /** A head and one byte, and then nothing. */
    static Consumer<HttpServerRequest> stall(int code) {
        return request -> {
            var unused = request.response().setStatusCode(code).setChunked(true).write("x");
        };
    }

    @Override
    public void close() {
        done(server.close());
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
