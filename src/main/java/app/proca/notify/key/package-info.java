/** Public keys: entities and the dictionary of the active ones. */
@NullMarked
package app.proca.notify.key;

import org.jspecify.annotations.NullMarked;
