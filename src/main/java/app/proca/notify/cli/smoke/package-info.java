/**
 * The smoke run: it uses a running service as its callers and consumers do, makes changes in orgs of its own, and waits for what
 * has to follow from each (docs/events.md). Which checks run is decided before, by what there is to see with; one fails, the others
 * go on; what was made is removed again, whatever happened.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.cli.smoke;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
