/**
 * Live subscriptions: what the widget builder hears (spec/events.md, row 6). Fed from the outbox's log on every
 * instance; a subscriber that was away resumes from a cursor.
 */
@CheckReturnValue
@NullMarked
package app.proca.notify.live;

import org.jspecify.annotations.NullMarked;

import com.google.errorprone.annotations.CheckReturnValue;
