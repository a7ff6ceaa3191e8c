package app.proca.notify.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Reads the log of notifications that every instance must hear, from where the log stood when this instance started, and
 * hands each to the followers of its topic, in order.
 */
@ApplicationScoped
public class LogTail {

    private static final Logger LOG = Logger.getLogger(LogTail.class);
    private static final int PAGE = 500;
    private static final int BEFORE_FIRST_REQUEST = 100;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /** A database that does not answer, or a follower that does not end, must not silence this instance for good. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Pool pool;
    private final OutboxTable table;
    private final OutboxSettings settings;
    private final List<Follower> followers;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile long position;
    private Cancellable polling = () -> {};

    LogTail(Pool pool, OutboxTable table, OutboxSettings settings, @All List<Follower> followers) {
        this.pool = pool;
        this.table = table;
        this.settings = settings;
        this.followers = followers;
    }

    /** Blocks the start-up: an instance that served before it knows its position could cache what is never evicted. */
    void start(@Observes @Priority(BEFORE_FIRST_REQUEST) StartupEvent started) {
        position = table.logEnd(pool).await().atMost(START_LIMIT);
        polling = Multi.createFrom().ticks().every(settings.poll()).onOverflow().drop()
                .subscribe().with(tick -> wake(), failure -> LOG.error("The log tail stopped: restart the service", failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        polling.cancel();
    }

    /** There may be something new. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            Multi.createBy().repeating().uni(this::round).whilst(Boolean::booleanValue)
                    .collect().last()
                    .subscribe().with(caughtUp -> {}, this::giveUp);
        }
    }

    private Uni<Boolean> round() {
        int seen = wakes.get();
        return table.log(pool, position, PAGE)
                .ifNoItem().after(LIMIT).fail()
                .call(this::tell)
                .map(page -> page.size() == PAGE || wakes.addAndGet(-seen) > 0);
    }

    private Uni<Void> tell(List<Notification> page) {
        return Multi.createFrom().iterable(page)
                .onItem().transformToUniAndConcatenate(this::tell)
                .collect().last().replaceWithVoid();
    }

    private Uni<Void> tell(Notification notification) {
        return Multi.createFrom().iterable(followers)
                .filter(follower -> follower.channel() == notification.channel()
                        && follower.topic().equals(notification.address()))
                .onItem().transformToUniAndConcatenate(follower -> follow(follower, notification))
                .collect().last().replaceWithVoid()
                .invoke(() -> position = notification.id());
    }

    private static Uni<Void> follow(Follower follower, Notification notification) {
        return Uni.createFrom().deferred(() -> follower.follow(notification))
                .ifNoItem().after(LIMIT).fail()
                .onFailure().invoke(failure -> LOG.errorf(failure, "Notification %d (%s) could not be followed",
                        notification.id(), notification.kind()))
                .onFailure().recoverWithNull();
    }

    /** The database is away: the poll tries again from the same position. */
    private void giveUp(Throwable failure) {
        wakes.set(0);
        LOG.warnf("The log tail stops for now at %d: %s", position, failure.toString());
    }
}
