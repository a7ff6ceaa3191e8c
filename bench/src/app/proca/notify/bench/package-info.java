/**
 * Measures the packaged service as its users meet it: a process of its own beside a real PostgreSQL and a real RabbitMQ.
 * Every figure that a busy machine would blur is measured in turns with a peer, and told as a ratio too (bench/README.md).
 */
@NullMarked
package app.proca.notify.bench;

import org.jspecify.annotations.NullMarked;
