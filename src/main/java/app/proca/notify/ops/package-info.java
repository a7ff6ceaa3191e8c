/** What an operator sees: whether the service lives, is ready and is well. Above everything that it looks at. */
@CheckReturnValue
@NullMarked
package app.proca.notify.ops;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
