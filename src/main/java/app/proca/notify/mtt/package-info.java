/** Mail to target: those whom supporters of a campaign write to. Knows nothing of the mails, which come with actions. */
@CheckReturnValue
@NullMarked
package app.proca.notify.mtt;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
