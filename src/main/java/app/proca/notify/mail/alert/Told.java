package app.proca.notify.mail.alert;

import java.time.Instant;

/**
 * What the owners know of a queue.
 *
 * @param since when it began to miss messages, as they were told
 * @param open false where they were told, too, that it is over
 * @param at when they were told that messages are missing
 */
record Told(Instant since, boolean open, Instant at) {}
