package app.proca.notify.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.ClientFault;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.LogReader;
import app.proca.notify.outbox.Notification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.queues.Queues;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.BackPressureFailure;

/**
 * The live notifications of one topic for any number of subscribers, each with a buffer of its own: a slow one ends with
 * an error, without a word to the others.
 */
@ApplicationScoped
public class LiveLog implements Follower {

    /** Pages that were created, updated or made live. */
    public static final String PAGES = "action_page";

    private static final int REPLAY_PAGE = 200;

    private final BroadcastProcessor<Notification> told = BroadcastProcessor.create();
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
        told.onNext(notification);
        return Uni.createFrom().voidItem();
    }

    /** What is told from now on. Ends with {@code too_slow} when the subscriber falls behind by more than the buffer. */
    public Multi<Notification> fromNow() {
        return told.onOverflow().buffer(settings.buffer())
                .onFailure(BackPressureFailure.class).transform(LiveLog::tooSlow);
    }

    /**
     * What was told after the cursor, then what is told from now on, without a gap or a repetition. Ends with
     * {@code cursor_expired} where the log no longer reaches back to the cursor.
     */
    public Multi<Notification> since(Cursor cursor) {
        return Multi.createFrom().deferred(() -> {
            // Listening begins before reading, so that nothing falls between; what is then seen twice is skipped.
            UnicastProcessor<Notification> meanwhile = UnicastProcessor
                    .create(Queues.<Notification>get(settings.buffer()).get(), null);
            told.subscribe(meanwhile);
            AtomicLong last = new AtomicLong(cursor.position());
            Multi<Notification> missed = replay(last);
            Multi<Notification> live = meanwhile.select().where(notification -> notification.id() > last.get());
            return Multi.createBy().concatenating().streams(missed, live)
                    .onFailure(BackPressureFailure.class).transform(LiveLog::tooSlow)
                    .onTermination().invoke(meanwhile::cancel);
        });
    }

    private Multi<Notification> replay(AtomicLong last) {
        return log.horizon().invoke(horizon -> refuseExpired(last.get(), horizon))
                .onItem().transformToMulti(horizon -> Multi.createBy().repeating()
                        .uni(() -> log.read(Channel.LIVE, last.get(), REPLAY_PAGE).invoke(page -> advance(last, page)))
                        .whilst(page -> page.size() == REPLAY_PAGE)
                        .onItem().<Notification>disjoint());
    }

    private static void advance(AtomicLong last, List<Notification> page) {
        if (!page.isEmpty()) {
            last.set(page.get(page.size() - 1).id());
        }
    }

    private static void refuseExpired(long position, long horizon) {
        if (position < horizon) {
            throw ClientFault.coded("cursor_expired",
                    "The log no longer reaches back to this cursor: read the pages anew and subscribe without since");
        }
    }

    private static ClientFault tooSlow(Throwable overflow) {
        return ClientFault.coded("too_slow", "The subscriber is too slow: subscribe again, with since and the last cursor");
    }
}
