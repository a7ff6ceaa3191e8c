/**
 * Where a smoke run sees that something arrived: the broker, a webhook, mails, a subscription. It stands where consumers of the
 * service stand, and knows nothing of the service's own code, nor of what is checked.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.cli.smoke.receipt;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
