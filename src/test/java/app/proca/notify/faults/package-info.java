/**
 * What remains of the promises when processes die: the packaged application runs as processes of its own against a real
 * PostgreSQL and a real RabbitMQ, takes a load of changes, and is hurt. Afterwards a {@link Verdict} compares what
 * committed with what was told. docs/testing.md says how to run it longer.
 */
@NullMarked
package app.proca.notify.faults;

import org.jspecify.annotations.NullMarked;
