package app.proca.notify.queue.work;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What came of a message. Reasons are shown to operators and kept: they hold no personal data. */
public sealed interface WorkOutcome {

    /** Why it was not done; null where it was. */
    @Nullable
    String reason();

    /** Why the other side did not take it; empty where it did, or was not asked. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /**
     * Out of the queue.
     *
     * @param taken true where the other side took it; false where nothing was due, which tells nothing of the other side
     */
    record Done(boolean taken) implements WorkOutcome {

        /** The other side took it. */
        public Done() {
            this(true);
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** Comes back through the org's retry circuit, until it came back too often: then it is parked. */
    record Failed(String reason) implements WorkOutcome {

        @Override
        public Optional<String> failure() {
            return Optional.of(reason);
        }
    }

    /**
     * The other side wants to be asked again later: comes back through the org's retry circuit, however often it did. The
     * worker has to find an end.
     */
    record Postponed(String reason) implements WorkOutcome {}

    /**
     * The other side is away altogether, which is no fault of this message: nothing is counted. It goes back into its queue
     * after a while that grows with the absence; while as many as are worked on at a time wait like that, no more come.
     *
     * @param atLeast how long the other side asked to be left alone; zero where it did not
     */
    record Unavailable(String reason, Duration atLeast) implements WorkOutcome {

        /** Where the other side did not say for how long. */
        public Unavailable(String reason) {
            this(reason, Duration.ZERO);
        }

        @Override
        public Optional<String> failure() {
            return Optional.of(reason);
        }
    }

    /**
     * It failed, and whether the message or the other side is to blame, nobody can say. Waits as with {@link Unavailable}, and
     * then comes back through the org's retry circuit, behind the others: among them may be one that the other side takes,
     * which would tell. Is not parked before it came back {@link WorkSettings#unexplainedLimit()} times.
     */
    record Unexplained(String reason) implements WorkOutcome {

        @Override
        public Optional<String> failure() {
            return Optional.of(reason);
        }
    }

    /** Must not go any more: out of the queue, with a record in {@code notify.withheld}. */
    record Withheld(String reason) implements WorkOutcome {}

    /** Wrong in itself, whatever the other side: no further attempt can help. Parked at once. */
    record GivenUp(String reason) implements WorkOutcome {}
}
