package app.proca.notify.message;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.Times;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * {@code proca:action:2} with {@code stage: system}: something that a user did, described as if it were an action of
 * theirs (spec/amqp.md). {@code createdAt} has microseconds, unlike all other times.
 */
@RegisterForReflection
public record SystemMessage(Action action, @Nullable Long actionId, @Nullable PagePart actionPage, @Nullable Long actionPageId,
        @Nullable CampaignPart campaign, @Nullable Long campaignId, Contact contact, String eventType, @Nullable OrgName org,
        @Nullable Long orgId, @Nullable Object personalInfo, Map<String, Object> privacy, String schema, String stage,
        Map<String, Object> tracking) {

    /** A user added an org. */
    public static final String NEW_ORG = "new_org";

    /** Somebody became a user. */
    public static final String NEW_USER = "new_user";

    /** A partner was let into a campaign. */
    public static final String JOIN_CAMPAIGN = "join_campaign";

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
        return of(NEW_ORG, creatorEmail, org, null, null, when);
    }

    /** Somebody became a user. */
    public static SystemMessage newUser(String email, Instant when) {
        return of(NEW_USER, email, null, null, null, when);
    }

    /**
     * The lead let a partner into a campaign.
     *
     * @param requesterEmail of the one who asked for it
     */
    public static SystemMessage joinCampaign(Org partner, Campaign campaign, ActionPage page, String requesterEmail,
            Instant when) {
        return of(JOIN_CAMPAIGN, requesterEmail, partner, campaign, page, when);
    }

    private static SystemMessage of(String event, String email, @Nullable Org org, @Nullable Campaign campaign,
            @Nullable ActionPage page, Instant when) {
        return new SystemMessage(new Action(event, Times.wireMicros(when), Map.of(), false), null,
                page == null || campaign == null || org == null ? null : PagePart.of(page, campaign, org),
                page == null ? null : page.id, campaign == null ? null : CampaignPart.of(campaign),
                campaign == null ? null : campaign.id, Contact.ofUser(email), event, org == null ? null : OrgName.of(org),
                org == null ? null : org.id, null, Map.of(), Schemas.ACTION, "system", Map.of());
    }
}
