/** Decides which events go to the event exchange of which org (spec/events.md). */
@CheckReturnValue
@NullMarked
package app.proca.notify.queue.events;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
