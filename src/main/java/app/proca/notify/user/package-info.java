/** Users, their place in orgs and what they may do. */
@CheckReturnValue
@NullMarked
package app.proca.notify.user;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
