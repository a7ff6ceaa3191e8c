/** The API's own scalars and how they are read and written; JSON itself is {@link app.proca.notify.common.Json}. */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.scalar;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
