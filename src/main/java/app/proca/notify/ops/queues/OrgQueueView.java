package app.proca.notify.ops.queues;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.queue.topology.TopologySettings.QueueType;

/** A queue of an org, as it stands. */
@Type("OrgQueue")
public class OrgQueueView {

    private final QueueStanding standing;
    private final Instant now;
    private final Duration retryDelay;
    private final boolean looksCount;

    OrgQueueView(QueueStanding standing, Instant now, TopologySettings settings) {
        this.standing = standing;
        this.now = now;
        this.retryDelay = settings.retryDelay();
        this.looksCount = settings.type() == QueueType.QUORUM;
    }

    @NonNull
    public String getName() {
        return standing.queue().name().value();
    }

    /** What it is for, a sentence. */
    @NonNull
    public String getPurpose() {
        return standing.queue().purpose();
    }

    /** Who works through it; nothing where no worker of the service does. */
    public @Nullable String getWorker() {
        return standing.queue().worker();
    }

    /** Whether the org's settings send messages here. */
    public boolean isActive() {
        return standing.queue().active();
    }

    /** False where the broker does not know it (yet). */
    public boolean isExists() {
        return standing.depth() != null;
    }

    /** Messages that wait; those that somebody works on are not counted. */
    public int getDepth() {
        return standing.ready();
    }

    /** Who reads it, of all instances and of the org's own. */
    public int getConsumers() {
        return standing.consumers();
    }

    /** What is wrong, in plain words; nothing where all is well. */
    public @Nullable String getNotice() {
        return standing.notice();
    }

    /**
     * When the first message was sent, as it says itself, at most ten seconds ago; nothing where the queue is empty, or is a
     * quorum queue, which gives up a message that was looked at often.
     */
    public @Nullable DateTime getOldestAt() {
        return Shown.at(standing.oldest());
    }

    /**
     * Whether a look counts as a delivery, of which a message has twenty: so it is with quorum queues. Their messages are looked
     * at where somebody asks for them, and at no other time.
     */
    public boolean isLooksCount() {
        return looksCount;
    }

    /** How fast it goes. */
    @NonNull
    public QueueRateView getRate() {
        return new QueueRateView(standing);
    }

    /** Of the queue of rejected messages: when its first one goes back, at the latest. */
    public @Nullable DateTime getNextDueAt() {
        return Shown.at(standing.nextDue(now, retryDelay));
    }

    /** Of the queue of rejected messages: its first twenty. */
    @NonNull
    public List<@NonNull DueBackView> getDueBack() {
        return !standing.queue().rests() ? List.of()
                : standing.heads().stream().filter(head -> head.resting() != null)
                        .map(head -> new DueBackView(head.messageId(), Objects.requireNonNull(head.resting()), retryDelay))
                        .toList();
    }

    /** What this instance saw; the broker is not asked for rates. */
    @Type("QueueRate")
    public static class QueueRateView {

        private static final int TENTHS = 10;
        private final QueueStanding standing;

        QueueRateView(QueueStanding standing) {
            this.standing = standing;
        }

        /** Messages that this instance's worker got out of the queue for good, in the last minute. */
        public double getDonePerSecond() {
            return rounded(standing.rate().done());
        }

        /** Messages that this instance's worker sent round the retry circuit or put back, in the last minute. */
        public double getReturnedPerSecond() {
            return rounded(standing.rate().returned());
        }

        /** By how much it grew between the first look of the last five minutes and now; nothing at the first look. */
        public @Nullable Double getGrowthPerSecond() {
            return standing.growth().map(change -> rounded(change.perSecond())).orElse(null);
        }

        /** How far apart these looks were. */
        public @Nullable Integer getOverSeconds() {
            return standing.growth().map(change -> Math.toIntExact(change.over().toSeconds())).orElse(null);
        }

        private static double rounded(double rate) {
            return Math.round(rate * TENTHS * TENTHS) / (double) (TENTHS * TENTHS);
        }
    }

    /** A message that rests until it goes back. */
    @Type("DueBack")
    public static class DueBackView {

        private final @Nullable String messageId;
        private final Head.Resting resting;
        private final Duration retryDelay;

        DueBackView(@Nullable String messageId, Head.Resting resting, Duration retryDelay) {
            this.messageId = messageId;
            this.resting = resting;
            this.retryDelay = retryDelay;
        }

        /** Where it goes back to. */
        @NonNull
        public String getQueue() {
            return resting.queue();
        }

        public @Nullable String getMessageId() {
            return messageId;
        }

        /** Why it left its queue, as the broker says: {@code rejected}. */
        @NonNull
        public String getReason() {
            return resting.reason();
        }

        /** How often it was rejected there. */
        public int getReturns() {
            return (int) Math.min(resting.returns(), Integer.MAX_VALUE);
        }

        /** Nothing where it rests not for the first time: the broker tells only of that. */
        public @Nullable DateTime getAt() {
            return Shown.at(resting.due(retryDelay));
        }
    }
}
