/** Where the mails of PREVIEW backends land: in memory, to be looked at while developing. */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail.mailbox;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
