package app.proca.notify.template;

import org.jspecify.annotations.Nullable;

/** What a caller may say of a template; name and locale say which one. */
public record TemplateInput(String name, @Nullable String locale, @Nullable String subject, @Nullable String html,
        @Nullable String text) {}
