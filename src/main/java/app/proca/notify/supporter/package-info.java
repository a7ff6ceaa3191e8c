/**
 * People who act, and the copies of their data that orgs hold. Above org, key and campaign; below everything that
 * processes an action.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.supporter;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
