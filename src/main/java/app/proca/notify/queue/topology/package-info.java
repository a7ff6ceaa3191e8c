/** Which exchanges, queues and bindings follow from an org's settings (spec/amqp.md): plain values from plain functions. */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.topology;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
