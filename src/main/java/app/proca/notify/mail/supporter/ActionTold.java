package app.proca.notify.mail.supporter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import app.proca.notify.common.WireJson;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a message of the queue tells of an action, whatever its version (spec/amqp.md, Bodies). What mails do not need is not
 * read.
 *
 * @param privacy what the supporter agreed to; null in version 1 where the action is without consent
 * @param tracking null where nothing is known
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record ActionTold(String schema, String stage, long actionId, Deed action, long actionPageId, Page actionPage, long campaignId,
        Named campaign, Named org, Person contact, @Nullable Map<String, @Nullable Object> privacy,
        @Nullable Map<String, @Nullable Object> tracking) {

    private static final String VERSION_1 = "proca:action:1";
    private static final Set<String> SCHEMAS = Set.of(VERSION_1, "proca:action:2");
    private static final String OPT_IN = "optIn";

    /** What was done; {@code fields} is the name of version 1. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Deed(String actionType, String createdAt, boolean testing, @Nullable Map<String, @Nullable Object> customFields,
            @Nullable Map<String, @Nullable Object> fields) {

        Map<String, @Nullable Object> given() {
            Map<String, @Nullable Object> given = customFields == null ? fields : customFields;
            return given == null ? Map.of() : given;
        }
    }

    /** Where it was done. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page(String name, @Nullable String locale) {}

    /** A campaign, or an org. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Named(String name, @Nullable String title) {}

    /**
     * Who did it; {@code ref} is the name of version 1, in which a contact in clear is the JSON in {@code payload}, without
     * {@code nonce}.
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(@Nullable String firstName, @Nullable String lastName, @Nullable String email, @Nullable String area,
            @Nullable String contactRef, @Nullable String ref, @Nullable Integer dupeRank, @Nullable String payload,
            @Nullable String nonce) {

        @Nullable
        String reference() {
            return contactRef == null ? ref : contactRef;
        }

        @Nullable
        String familyName() {
            if (lastName != null || payload == null || nonce != null) {
                return lastName;
            }
            return WireJson.object(payload).get("lastName") instanceof String inClear ? inClear : null;
        }
    }

    /** Empty where it is no message about an action. */
    static Optional<ActionTold> read(String body) {
        try {
            ActionTold told = WireJson.read(body, ActionTold.class);
            return Optional.ofNullable(told).filter(ActionTold::isWhole);
        } catch (IllegalStateException notOurs) {
            // its message may repeat personal data
            return Optional.empty();
        }
    }

    boolean withConsent() {
        return schema.equals(VERSION_1) ? privacy != null : flag("withConsent");
    }

    /** Whether the receiving org may go on writing to the supporter. */
    boolean optedIn() {
        return flag(schema.equals(VERSION_1) ? "communication" : OPT_IN);
    }

    /** As templates read it: {@code optIn} is there in both versions. */
    Map<String, @Nullable Object> agreed() {
        Map<String, @Nullable Object> agreed = new HashMap<>(privacy == null ? Map.of() : privacy);
        agreed.put(OPT_IN, optedIn());
        return agreed;
    }

    private boolean flag(String name) {
        return privacy != null && Boolean.TRUE.equals(privacy.get(name));
    }

    @SuppressWarnings("NullAway") // JSON keeps no promise of ours
    private boolean isWhole() {
        return schema != null && SCHEMAS.contains(schema) && stage != null && actionId > 0 && actionPageId > 0 && action != null
                && action.actionType != null
                && action.createdAt != null && actionPage != null && campaign != null && org != null && contact != null;
    }
}
