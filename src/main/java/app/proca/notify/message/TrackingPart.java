package app.proca.notify.message;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Source;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where a supporter came from. */
@RegisterForReflection
public record TrackingPart(String campaign, String content, String location, String medium, String source) {

    static @Nullable TrackingPart of(@Nullable Source source) {
        return source == null ? null
                : new TrackingPart(source.campaign, source.content, source.location, source.medium, source.source);
    }
}
