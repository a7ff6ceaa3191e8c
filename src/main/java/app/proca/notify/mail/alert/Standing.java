package app.proca.notify.mail.alert;

import org.jspecify.annotations.Nullable;

import app.proca.notify.queue.work.Trouble;

/**
 * How a queue fares, and what its owners know.
 *
 * @param told null where they were never told anything
 */
record Standing(Trouble trouble, @Nullable Told told) {}
