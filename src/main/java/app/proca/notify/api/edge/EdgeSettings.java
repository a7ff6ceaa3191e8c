package app.proca.notify.api.edge;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a caller of the API may ask for, and how long we wait for one. */
@ConfigMapping(prefix = "proca.api")
public interface EdgeSettings {

    /** Levels of fields in a query. */
    @WithDefault("15")
    int maxDepth();

    /** Fields in a query, aliases and fragments counted each time. */
    @WithDefault("1000")
    int maxComplexity();

    /** Largest body of a request: {@code MAX_BODY_SIZE}. */
    MemorySize maxBody();

    /** {@code PROCA_API_INTROSPECTION}: whether the API tells what it has, and shows a page to try it. */
    @WithDefault("true")
    boolean introspection();

    /** Operations in one batch. */
    @WithDefault("50")
    int maxBatch();

    /** Operations that run at the same time on one socket. */
    @WithDefault("100")
    int maxSocketOperations();

    /** A socket has to introduce itself within this time. */
    @WithDefault("10s")
    Duration initTimeout();

    /** A socket is pinged this often; it is closed when two pings stay unanswered. */
    @WithDefault("25s")
    Duration keepAlive();

    /** A Phoenix socket on which nothing was heard for so long is closed, as Phoenix does. */
    @WithDefault("60s")
    Duration heartbeat();

    /** What the people on open sockets may do is looked up this often. */
    @WithDefault("5s")
    Duration recheck();

    /** A client that reads nothing for so long, while messages wait for it, is closed. */
    @WithDefault("30s")
    Duration stuckAfter();
}
