/**
 * Hands an org's actions and events to its webhook: works through the queues {@code wrk.N.webhook}. Signed as Standard
 * Webhooks has it where the org asked for a secret; only to addresses that the instance allows.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.webhook;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
