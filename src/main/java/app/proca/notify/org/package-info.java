/** Orgs and the services they use: entities, operations, rules; nothing about who is told. */
@CheckReturnValue
@NullMarked
package app.proca.notify.org;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
