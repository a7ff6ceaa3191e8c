package app.proca.notify.outbox;

/** What came of one attempt to deliver a notification. Talking to the world fails as a matter of course: a value, no exception. */
public sealed interface Outcome {

    /** The other side confirmed that it has it. */
    record Delivered() implements Outcome {}

    /** Confirmed, but nobody is there to read it: recorded, not retried (spec/events.md, "Confirmed and routed"). */
    record Unrouted(String reason) implements Outcome {}

    /** This notification was refused: counted, retried with growing delays, in the end parked. */
    record Failed(String reason) implements Outcome {}

    /** The other side is away altogether: not this notification's fault, so not counted; the channel rests a while. */
    record Unavailable(String reason) implements Outcome {}
}
