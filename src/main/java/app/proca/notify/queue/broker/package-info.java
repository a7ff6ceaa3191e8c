/**
 * The connection to RabbitMQ and what is done with it: declare topologies, publish with confirms. Works on threads of its
 * own, for the client blocks; gives every answer as a Uni.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.broker;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
