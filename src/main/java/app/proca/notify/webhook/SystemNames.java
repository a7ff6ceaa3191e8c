package app.proca.notify.webhook;

import java.net.InetAddress;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** Asks the system, which may take its time, on threads of its own; what it knows it remembers for half a minute. */
@Singleton
class SystemNames implements Names {

    private static final int THREADS = 8;

    private final WorkerExecutor threads;

    SystemNames(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("webhook-names", THREADS);
    }

    @Override
    public Uni<List<InetAddress>> addresses(String host) {
        return Uni.createFrom().deferred(() -> UniHelper
                .toUni(threads.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)));
    }

    @PreDestroy
    void close() {
        var unused = threads.close();
    }
}
