package app.proca.notify.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import app.proca.notify.queue.broker.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Asks the system, which may take its time, on threads of its own; what it knows it remembers for half a minute. All who want
 * the addresses of the same host wait for the same answer, so that a name whose server is dead takes one thread; nobody waits
 * for long.
 */
@Singleton
class SystemNames implements Names {

    private static final int THREADS = 32;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Blocks. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Map<String, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();
    private final WorkerExecutor threads;
    private final Resolver resolver;
    private final Duration limit;

    @Inject
    SystemNames(Vertx vertx) {
        this(vertx, InetAddress::getAllByName, LIMIT);
    }

    SystemNames(Vertx vertx, Resolver resolver, Duration limit) {
        this.threads = vertx.createSharedWorkerExecutor("webhook-names", THREADS);
        this.resolver = resolver;
        this.limit = limit;
    }

    /** Fails with an UnknownHostException also where there is no answer in time. */
    @Override
    public Uni<List<InetAddress>> addresses(String host) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = CallerContext.current();
            // a copy: whoever gives up ends only that
            return Uni.createFrom().completionStage(answer(host).copy())
                    .ifNoItem().after(limit).failWith(() -> new UnknownHostException(host))
                    .emitOn(caller);
        });
    }

    @PreDestroy
    void close() {
        var unused = threads.close();
    }

    private CompletableFuture<List<InetAddress>> answer(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = asked.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        threads.executeBlocking(() -> List.of(resolver.addresses(host)), false).onComplete(done -> {
            asked.remove(host, mine);
            if (done.succeeded()) {
                mine.complete(done.result());
            } else {
                mine.completeExceptionally(done.cause());
            }
        });
        return mine;
    }
}
