/**
 * Tells the owners of an org, by mail, that its webhook, its queue of SQS, its CRM or its mail server does not get what it
 * should, and when it does again (docs/decisions/018). What is known of that is gathered on every instance; who mails, the
 * database decides.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail.alert;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
