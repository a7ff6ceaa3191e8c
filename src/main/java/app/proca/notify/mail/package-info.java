/**
 * Mails: decided in the transaction of a change, sent after its commit, at least once.
 *
 * <p>Whoever has something to write to somebody adds it to the outbox, like every other consequence:
 *
 * <pre>{@code
 * outbox.tell(unit, "mail_confirm", "confirm:" + confirm.id, () -> recipients(confirm)
 *         .map(emails -> emails.stream()
 *                 .map(email -> NewMail.of(instanceId, "launch_page", email, "confirm:" + confirm.id, fields).notification())
 *                 .toList()));
 * }</pre>
 *
 * <p>The mail carries facts, not words: sending org, template name, recipient, fields. Template and backend are looked up when
 * it is sent, so that a mail that was parked for want of a template, or of a right address of its sender, can go once an
 * operator has seen to it; what it tells are the facts of the commit (docs/decisions/006).
 *
 * <p>Names that the built-in templates use, and an installation's own ones may (Proca's, in camelCase): {@code operation},
 * {@code code}, {@code email}, {@code message}, {@code subjectId}, {@code objectId}, {@code creator.email},
 * {@code creator.jobTitle}, {@code acceptLink}, {@code rejectLink}, {@code org.name}, {@code org.title}, {@code campaign.name},
 * {@code campaign.title}. What is missing is left out of the wording.
 *
 * <p>Below: {@code supporter}, mails that follow from messages of the queues; {@code alert}, mails to owners
 * about what does not arrive; {@code letter}, a mail as it goes out; {@code backend}, through what it goes;
 * {@code mailbox}, where it lands in development.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
