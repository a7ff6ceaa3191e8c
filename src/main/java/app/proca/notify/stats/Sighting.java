package app.proca.notify.stats;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * When an action last came in on a page, and where the page was then.
 *
 * @param seenAt UTC
 * @param location null where no action said so
 */
public record Sighting(LocalDateTime seenAt, @Nullable String location) {}
