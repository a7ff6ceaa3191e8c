/**
 * Mails to supporters: the worker of {@code wrk.N.email.supporter} (spec/processing.md, "Mails to supporters").
 *
 * <p>{@link app.proca.notify.mail.supporter.SupporterMails} reads a message as
 * {@link app.proca.notify.mail.supporter.ActionTold}, asks {@link app.proca.notify.mail.supporter.Decision} which mail it
 * is due, fills the template with {@link app.proca.notify.mail.supporter.MergeFields}, and posts it. What many messages of
 * a page share, {@link app.proca.notify.mail.supporter.MailFacts} looks up once for all that are at hand.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail.supporter;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
