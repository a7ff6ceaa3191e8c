/** Where the mails of PREVIEW backends land: in memory, to be looked at while developing. */
@NullMarked
package app.proca.notify.mail.mailbox;

import org.jspecify.annotations.NullMarked;
