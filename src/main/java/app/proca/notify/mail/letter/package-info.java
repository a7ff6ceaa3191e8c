/** A mail as it goes out: addresses, headers, bodies. Pure. */
@NullMarked
package app.proca.notify.mail.letter;

import org.jspecify.annotations.NullMarked;
