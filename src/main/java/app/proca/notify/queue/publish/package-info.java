/** Hands committed notifications to the broker: the relay's deliverers and the reactive-messaging connector between. */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.publish;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
