package app.proca.notify.outbox;

import org.jspecify.annotations.Nullable;

/** What came of one attempt to deliver a notification. Talking to the world fails as a matter of course: a value, no exception. */
public sealed interface Outcome {

    /** Why it is not with the other side, or with nobody there; null where it is. */
    @Nullable
    String reason();

    /** The other side confirmed that it has it. */
    record Delivered() implements Outcome {

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** Confirmed, but nobody is there to read it: recorded, not retried (spec/events.md, "Confirmed and routed"). */
    record Unrouted(String reason) implements Outcome {}

    /** This notification was refused: counted, retried with growing delays, in the end parked. */
    record Failed(String reason) implements Outcome {}

    /** This notification was refused for good: parked at once, because trying again would change nothing. */
    record Refused(String reason) implements Outcome {}

    /**
     * What is behind this notification's address is away or cannot be used: not counted; the notifications of the channel
     * to the same address rest a while, the others go on.
     */
    record AddressUnavailable(String reason) implements Outcome {}

    /** The other side is away altogether: not this notification's fault, so not counted; the channel rests a while. */
    record Unavailable(String reason) implements Outcome {}
}
