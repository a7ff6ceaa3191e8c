/**
 * The services that a developer's machine and the tests need, started beside the JVM and stopped with it: a real PostgreSQL
 * and a real RabbitMQ. Nothing here runs in production: the packaged application has no PostgreSQL of its own.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.local;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
