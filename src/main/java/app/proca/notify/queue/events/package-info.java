/** Decides which events go to the event exchange of which org (spec/events.md). */
@NullMarked
package app.proca.notify.queue.events;

import org.jspecify.annotations.NullMarked;
