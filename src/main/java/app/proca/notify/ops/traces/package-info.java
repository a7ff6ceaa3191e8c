/** What becomes of notifications, as parts of the traces of the changes that wanted them told. */
@CheckReturnValue
@NullMarked
package app.proca.notify.ops.traces;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
