/** A mail as it goes out: addresses, headers, bodies. Pure. */
@CheckReturnValue
@NullMarked
package app.proca.notify.mail.letter;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
