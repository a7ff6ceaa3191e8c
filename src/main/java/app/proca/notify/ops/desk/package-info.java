/**
 * The operator's desk (docs/decisions/016): what waits, failed or was told lately, out of {@code notify.outbox} and
 * {@code notify.parked}; delivering it once more; who did so; and live news of it.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.ops.desk;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
