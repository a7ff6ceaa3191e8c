/** Through what an org's mails go: a mail server of its own, that of the instance, or the mailbox for development. */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail.backend;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
