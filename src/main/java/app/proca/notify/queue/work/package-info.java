/**
 * Works through the queues {@code wrk.N.<work>} of all orgs, on every instance as competing consumers. What the work is, the
 * packages of the reactions (mail, webhook, sqs) say: each brings a {@link app.proca.notify.queue.work.Worker}. Starting and
 * stopping, acknowledging, the way through the retry circuit and parking are the same for all and done here.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.work;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
