package app.proca.notify.queue.work;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.broker.Verdict;

/**
 * What came of one message that a paused worker took because somebody wanted to see it.
 *
 * @param verdict where the message went: one that was taken out without being done was parked, or withheld
 */
public record Step(@Nullable String messageId, WorkOutcome outcome, Verdict verdict) {}
