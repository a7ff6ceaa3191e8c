/** Who calls: the Authorization header of a request. */
@CheckReturnValue
@NullMarked
package app.proca.notify.api.auth;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
