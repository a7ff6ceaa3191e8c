/** Hands an org's actions and events to a queue of Amazon SQS: works through the queues {@code wrk.N.sqs}. */
@CheckReturnValue
@NullMarked
package app.proca.notify.sqs;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
