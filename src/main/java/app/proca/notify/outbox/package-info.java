/**
 * Decide in the transaction, deliver after it: decisions become rows of {@code notify.outbox} in the transaction of the
 * change, a relay delivers the committed ones, a log tail tells every instance of the others. The channels themselves
 * (broker, subscriptions, …) live above and plug in as {@link app.proca.notify.outbox.Deliverer} or
 * {@link app.proca.notify.outbox.Follower}.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.outbox;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
