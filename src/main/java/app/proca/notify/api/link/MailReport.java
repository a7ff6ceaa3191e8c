package app.proca.notify.api.link;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import app.proca.notify.supporter.EmailStatus;

/** What the provider that sent a mail reports of it, as far as it matters. */
sealed interface MailReport {

    /**
     * The mail about this action did not reach its supporter for good, or was not wanted.
     *
     * @param happened when, by the provider's clock, in whole seconds; null where it does not say so
     */
    record Lost(long actionId, EmailStatus status, @Nullable Instant happened) implements MailReport {}

    /**
     * It may still arrive.
     *
     * @param domain of the address
     */
    record Soft(String domain) implements MailReport {}
}
