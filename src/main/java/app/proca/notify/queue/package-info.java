/** RabbitMQ: what must stand on the broker, what is published to it, and who decides that. */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
