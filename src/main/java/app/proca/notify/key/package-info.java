/** Public keys: entities and the dictionary of the active ones. */
@CheckReturnValue
@NullMarked
package app.proca.notify.key;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
