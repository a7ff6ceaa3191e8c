/**
 * What changed: Hibernate's lifecycle events, told to CDI observers inside the transaction they belong to. Observers
 * only decide; whatever they decide hangs on the {@link app.proca.notify.change.UnitOfWork} and is rolled back with it.
 * Knows nothing of who reacts.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.change;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
