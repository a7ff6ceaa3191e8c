/** Campaigns and their action pages: entities, operations, rules; nothing about who is told. */
@CheckReturnValue
@NullMarked
package app.proca.notify.campaign;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
