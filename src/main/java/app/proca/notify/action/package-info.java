/** What supporters do on pages, and where they came from. Beside supporter, above campaign. */
@CheckReturnValue
@NullMarked
package app.proca.notify.action;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
