/** RabbitMQ: what must stand on the broker, what is published to it, and who decides that. */
@NullMarked
package app.proca.notify.queue;

import org.jspecify.annotations.NullMarked;
