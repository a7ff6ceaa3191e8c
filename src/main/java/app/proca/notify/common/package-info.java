/**
 * The few things everybody needs: errors with a code, times as the wire has them, JSON, the operator's settings. Knows
 * nobody.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.common;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
