package app.proca.notify.message;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** {@code proca:action:1}: the same, for orgs whose consumers are older (spec/amqp.md, Bodies). */
@RegisterForReflection
record ActionMessageV1(Action action, long actionId, Page actionPage, long actionPageId, CampaignName campaign, long campaignId,
        Map<String, @Nullable Object> contact, OrgName org, long orgId, @Nullable Consent privacy, String schema, String stage,
        @Nullable TrackingPart tracking) {

    /** What was done. */
    @RegisterForReflection
    record Action(String actionType, String createdAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) ActionPart.@Nullable DonationPart donation, Map<String, Object> fields,
            boolean testing) {

        static Action of(ActionPart part) {
            return new Action(part.actionType(), part.createdAt(), part.donation(), part.customFields(), part.testing());
        }
    }

    /** The page. */
    @RegisterForReflection
    record Page(String locale, String name, @Nullable String thankYouTemplate, @Nullable String thankYouTemplateRef) {

        static Page of(ActionPage page) {
            return new Page(page.locale, page.name, page.thankYouTemplate, null);
        }
    }

    /** The campaign. */
    @RegisterForReflection
    record CampaignName(@Nullable Integer externalId, String name, String title) {

        static CampaignName of(Campaign campaign) {
            return new CampaignName(campaign.externalId, campaign.name, campaign.title);
        }
    }

    /** What the supporter agreed to. */
    @RegisterForReflection
    record Consent(boolean communication, String givenAt) {

        static Consent of(HeldContact.Privacy privacy) {
            return new Consent(privacy.optIn(), privacy.givenAt());
        }
    }

    static ActionMessageV1 of(SignedAction signed, HeldContact held, Stage stage) {
        boolean withConsent = signed.action().withConsent;
        return new ActionMessageV1(Action.of(ActionPart.of(signed.action(), signed.donation())), signed.action().id,
                Page.of(signed.page()), signed.page().id, CampaignName.of(signed.campaign()), signed.campaign().id,
                held.contactPartV1(), OrgName.of(signed.org()), signed.org().id,
                withConsent ? Consent.of(held.privacy(withConsent)) : null, Schemas.ACTION_1, stage.wireName(),
                TrackingPart.of(signed.source()));
    }
}
