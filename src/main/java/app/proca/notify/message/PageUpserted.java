package app.proca.notify.message;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A page with its campaign and orgs as they were when it was committed: all that a subscriber may ask for. Ours alone,
 * it never leaves the service in this form; {@code config} is JSON in a string.
 *
 * @param org the page's org
 */
@RegisterForReflection
public record PageUpserted(Page page, CampaignState campaign, OrgState org) {

    /** What happened. */
    public static final String EVENT = "action_page_upserted";

    /** The page's columns. */
    @RegisterForReflection
    public record Page(long id, String name, String locale, boolean live, boolean delivery, int extraSupporters, String config,
            @Nullable String thankYouTemplate, @Nullable String supporterConfirmTemplate,
            @Nullable String duplicateTemplate) {}

    /** The campaign's columns and its lead org. */
    @RegisterForReflection
    public record CampaignState(long id, String name, String title, @Nullable Integer externalId, String contactSchema,
            String status, String config, @Nullable String start, @Nullable String end, boolean forceDelivery,
            @Nullable Boolean supporterConfirm, @Nullable String supporterConfirmTemplate, @Nullable Boolean actionConfirm,
            List<String> publicActions, List<String> transientActions, @Nullable OrgState lead) {}

    /** The org's public columns. */
    @RegisterForReflection
    public record OrgState(long id, String name, String title, String config) {

        static OrgState of(Org org) {
            return new OrgState(org.id, org.name, org.title, org.config.encode());
        }
    }

    /** @param lead null where the campaign lost its org */
    public static PageUpserted of(ActionPage page, Org org, Campaign campaign, @Nullable Org lead) {
        return new PageUpserted(
                new Page(page.id, page.name, page.locale, page.live, page.delivery, page.extraSupporters, page.config.encode(),
                        page.thankYouTemplate, page.supporterConfirmTemplate, page.duplicateTemplate),
                new CampaignState(campaign.id, campaign.name, campaign.title, campaign.externalId,
                        campaign.contactSchema.name(), campaign.status.name(), campaign.config.encode(),
                        text(campaign.startDate), text(campaign.endDate), campaign.forceDelivery, campaign.supporterConfirm,
                        campaign.supporterConfirmTemplate, campaign.actionConfirm, campaign.publicActions,
                        campaign.transientActions, lead == null ? null : OrgState.of(lead)),
                OrgState.of(org));
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
