/** What people do by following a link in a mail (spec/processing.md, Links in mails). */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.link;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
