package app.proca.notify.live;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import app.proca.notify.common.ClientFault;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.LogPage;
import app.proca.notify.outbox.LogReader;
import app.proca.notify.outbox.Notification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.queues.Queues;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The news of pages for any number of subscribers, each with a buffer of its own: a slow one ends with an error, without a
 * word to the others. News are read from the log once for all of them.
 */
@ApplicationScoped
public class LiveLog implements Follower {

    /** Pages that were created, updated or made live. */
    public static final String PAGES = "action_page";

    private static final Logger LOG = Logger.getLogger(LiveLog.class);
    private static final int REPLAY_PAGE = 200;

    private final BroadcastProcessor<PageNews> told = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();
    private final LogReader log;
    private final LiveSettings settings;

    LiveLog(LogReader log, LiveSettings settings) {
        this.log = log;
        this.settings = settings;
    }

    @Override
    public Channel channel() {
        return Channel.LIVE;
    }

    @Override
    public String topic() {
        return PAGES;
    }

    @Override
    public Uni<Void> follow(Notification notification) {
        read(notification).ifPresent(told::onNext);
        return Uni.createFrom().voidItem();
    }

    /** What is told from now on. Ends with {@code too_slow} when the subscriber falls behind by more than the buffer. */
    public Multi<PageNews> fromNow(Scope scope) {
        return heard(scope).onOverflow().buffer(settings.buffer())
                .onFailure(BackPressureFailure.class).transform(LiveLog::tooSlow);
    }

    /**
     * What was told after the cursor, then what is told from now on, without a gap or a repetition. Ends with
     * {@code cursor_expired} where the log does not reach back to the cursor, or not as far as the cursor.
     */
    public Multi<PageNews> since(Cursor cursor, Scope scope) {
        return Multi.createFrom().deferred(() -> {
            // Listening begins before reading, so that nothing falls between; what is then seen twice is skipped.
            UnicastProcessor<PageNews> meanwhile = UnicastProcessor.create(Queues.<PageNews>get(settings.buffer()).get(), null);
            Cancellable listening = heard(scope).subscribe().with(meanwhile::onNext, meanwhile::onError);
            AtomicLong last = new AtomicLong(cursor.position());
            Multi<PageNews> live = meanwhile.select().where(news -> news.cursor().position() > last.get());
            return Multi.createBy().concatenating().streams(replay(scope, last), live)
                    .onFailure(BackPressureFailure.class).transform(LiveLog::tooSlow)
                    // The processor does not pass a cancellation on to what it listens to
                    .onTermination().invoke(listening::cancel);
        });
    }

    /** Fails with {@code cursor_expired} as {@link #since} does, without a subscription. */
    public Uni<Void> reaches(Cursor cursor) {
        return log.read(PAGES, null, cursor.position(), 1).invoke(page -> check(cursor.position(), page)).replaceWithVoid();
    }

    /** A cursor behind all that was told so far. */
    public Uni<Cursor> end() {
        return log.end().map(Cursor::new);
    }

    /** How many subscribers this instance has. */
    public int listeners() {
        return listeners.get();
    }

    private Multi<PageNews> heard(Scope scope) {
        return told.onSubscription().invoke(listeners::incrementAndGet)
                .onTermination().invoke(listeners::decrementAndGet)
                .select().where(scope::covers);
    }

    private Multi<PageNews> replay(Scope scope, AtomicLong last) {
        return Multi.createBy().repeating()
                .uni(() -> log.read(PAGES, scope.orgId(), last.get(), REPLAY_PAGE).invoke(page -> advance(last, page)))
                .whilst(page -> page.entries().size() == REPLAY_PAGE)
                .map(LogPage::entries)
                .onItem().<Notification>disjoint()
                .map(LiveLog::read)
                .select().where(Optional::isPresent)
                .map(Optional::get);
    }

    private static void advance(AtomicLong last, LogPage page) {
        check(last.get(), page);
        if (!page.entries().isEmpty()) {
            last.set(page.entries().get(page.entries().size() - 1).id());
        }
    }

    private static void check(long position, LogPage page) {
        if (position < page.begin() || position > page.end()) {
            throw ClientFault.coded("cursor_expired", "The log does not reach to this cursor: read the pages anew and subscribe"
                    + " without since, or since actionPageCursor");
        }
    }

    /** Empty where it cannot be read: that one is lost, and must not take those behind it along. */
    private static Optional<PageNews> read(Notification notification) {
        try {
            return Optional.of(PageNews.of(notification));
        } catch (RuntimeException unreadable) {
            LOG.errorf("Subscribers are not told of notification %d, its body cannot be read: %s", notification.id(),
                    unreadable.getClass().getName());
            return Optional.empty();
        }
    }

    private static ClientFault tooSlow(Throwable overflow) {
        return ClientFault.coded("too_slow", "The subscriber is too slow: subscribe again, with since and the last cursor");
    }
}
