package app.proca.notify.user;

import org.jspecify.annotations.Nullable;

/** What a user tells of themselves; null where they tell nothing. */
public record UserDetails(@Nullable String phone, @Nullable String pictureUrl, @Nullable String jobTitle) {}
