/**
 * Decides when an org's queues and workers have to be looked at again (spec/events.md, rows 1 and 3 to 5), and reads the
 * settings that they follow from.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.reconcile;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
