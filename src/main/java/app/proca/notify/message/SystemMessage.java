package app.proca.notify.message;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Times;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * {@code proca:action:2} with {@code stage: system}: something that a user did, described as if it were an action of
 * theirs (spec/amqp.md). {@code createdAt} has microseconds, unlike all other times.
 */
@RegisterForReflection
public record SystemMessage(Action action, @Nullable Long actionId, @Nullable Object actionPage, @Nullable Long actionPageId,
        @Nullable Object campaign, @Nullable Long campaignId, Contact contact, String eventType, @Nullable OrgName org,
        @Nullable Long orgId, @Nullable Object personalInfo, Map<String, Object> privacy, String schema, String stage,
        Map<String, Object> tracking) {

    /** A user added an org. */
    public static final String NEW_ORG = "new_org";

    /** What was done. */
    @RegisterForReflection
    public record Action(String actionType, String createdAt, Map<String, Object> customFields, boolean testing) {}

    /** Who did it; the first name is the part of the address before the {@code @}. */
    @RegisterForReflection
    public record Contact(@Nullable String area, @Nullable String contactRef, int dupeRank, String email, String firstName) {

        static Contact ofUser(String email) {
            int at = email.indexOf('@');
            return new Contact(null, null, 0, email, at < 0 ? email : email.substring(0, at));
        }
    }

    /** A user created an org through {@code addOrg}. */
    public static SystemMessage newOrg(Org org, String creatorEmail, Instant when) {
        return new SystemMessage(new Action(NEW_ORG, Times.wireMicros(when), Map.of(), false), null, null, null, null, null,
                Contact.ofUser(creatorEmail), NEW_ORG, OrgName.of(org), org.id, null, Map.of(), Schemas.ACTION, "system",
                Map.of());
    }
}
