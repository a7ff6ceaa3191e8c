/** E-mail templates: entities and the cache of compiled ones. */
@CheckReturnValue
@NullMarked
package app.proca.notify.template;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
