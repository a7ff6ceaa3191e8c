/**
 * What becomes of an action: from the committed action through the state table to the messages that tell of it
 * (spec/processing.md, "States" and "Requeue"). It starts from the outbox, so that a crash resumes it, and tells the broker
 * through the outbox, so that a redelivery changes nothing.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.processing;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
