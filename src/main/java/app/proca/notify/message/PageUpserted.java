package app.proca.notify.message;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.WireJson;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;

/**
 * A page with its campaign and orgs as they were when it was committed: all that a subscriber may ask for without a look
 * into the database. Ours alone, it never leaves the service in this form; {@code config} is JSON in a string. Fields that
 * a newer version adds are passed over, so that instances of two versions can run side by side.
 *
 * @param org the page's org
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageUpserted(PageState page, CampaignState campaign, OrgState org) {

    /** What happened. */
    public static final String EVENT = "action_page_upserted";

    /** The page's columns. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PageState(long id, String name, String locale, boolean live, boolean delivery, int extraSupporters,
            String config, @Nullable String thankYouTemplate, @Nullable String supporterConfirmTemplate,
            @Nullable String duplicateTemplate) {

        static PageState of(ActionPage page) {
            return new PageState(page.id, page.name, page.locale, page.live, page.delivery, page.extraSupporters,
                    page.config.encode(), page.thankYouTemplate, page.supporterConfirmTemplate, page.duplicateTemplate);
        }
    }

    /** The campaign's columns and its lead org. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CampaignState(long id, String name, String title, @Nullable Integer externalId, ContactSchema contactSchema,
            CampaignStatus status, String config, @Nullable String start, @Nullable String end, boolean forceDelivery,
            @Nullable Boolean supporterConfirm, @Nullable String supporterConfirmTemplate, @Nullable Boolean actionConfirm,
            List<String> publicActions, List<String> transientActions, OrgState lead) {

        static CampaignState of(Campaign campaign, Org lead) {
            return new CampaignState(campaign.id, campaign.name, campaign.title, campaign.externalId, campaign.contactSchema,
                    campaign.status, campaign.config.encode(), text(campaign.startDate), text(campaign.endDate),
                    campaign.forceDelivery, campaign.supporterConfirm, campaign.supporterConfirmTemplate,
                    campaign.actionConfirm, campaign.publicActions, campaign.transientActions, OrgState.of(lead));
        }
    }

    /** The org's columns, but for those of mail that the API does not show. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OrgState(long id, String name, String title, String config, ContactSchema contactSchema,
            boolean highSecurity, boolean doiThankYou, @Nullable Boolean replyEnabled, @Nullable String emailFrom,
            boolean supporterConfirm, @Nullable String supporterConfirmTemplate, OrgBackends backends, OrgQueues queues) {

        static OrgState of(Org org) {
            return new OrgState(org.id, org.name, org.title, org.config.encode(), org.contactSchema, org.highSecurity,
                    org.doiThankYou, org.replyEnabled, org.emailFrom, org.supporterConfirm, org.supporterConfirmTemplate,
                    OrgBackends.of(org), OrgQueues.of(org));
        }
    }

    /** The services that an org uses, by id. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OrgBackends(@Nullable Long email, @Nullable Long transactionalEmail, @Nullable Long event,
            @Nullable Long push, @Nullable Long storage, @Nullable Long detail) {

        static OrgBackends of(Org org) {
            return new OrgBackends(org.emailBackendId, org.transactionalEmailBackendId, org.eventBackendId, org.pushBackendId,
                    org.storageBackendId, org.detailBackendId);
        }
    }

    /** What an org has queues of its own for. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OrgQueues(boolean supporterConfirm, boolean actionConfirm, boolean actionDeliver, boolean eventDeliver) {

        static OrgQueues of(Org org) {
            return new OrgQueues(org.customSupporterConfirm, org.customActionConfirm, org.customActionDeliver,
                    org.customEventDeliver);
        }
    }

    /** The state of now. */
    public static PageUpserted of(ActionPage page, Org org, Campaign campaign, Org lead) {
        return new PageUpserted(PageState.of(page), CampaignState.of(campaign, lead), OrgState.of(org));
    }

    /** @throws IllegalStateException where the text is none of ours */
    public static PageUpserted read(String json) {
        return WireJson.read(json, PageUpserted.class);
    }

    /** The page as it was; belongs to no session. */
    public ActionPage pageThen() {
        ActionPage then = new ActionPage();
        then.id = page.id;
        then.orgId = org.id;
        then.campaignId = campaign.id;
        then.name = page.name;
        then.locale = page.locale;
        then.live = page.live;
        then.delivery = page.delivery;
        then.extraSupporters = page.extraSupporters;
        then.config = new JsonObject(page.config);
        then.thankYouTemplate = page.thankYouTemplate;
        then.supporterConfirmTemplate = page.supporterConfirmTemplate;
        then.duplicateTemplate = page.duplicateTemplate;
        return then;
    }

    /** The page's campaign as it was; belongs to no session. */
    public Campaign campaignThen() {
        Campaign then = new Campaign();
        then.id = campaign.id;
        then.orgId = campaign.lead.id;
        then.name = campaign.name;
        then.title = campaign.title;
        then.externalId = campaign.externalId;
        then.contactSchema = campaign.contactSchema;
        then.status = campaign.status;
        then.config = new JsonObject(campaign.config);
        then.startDate = date(campaign.start);
        then.endDate = date(campaign.end);
        then.forceDelivery = campaign.forceDelivery;
        then.supporterConfirm = campaign.supporterConfirm;
        then.supporterConfirmTemplate = campaign.supporterConfirmTemplate;
        then.actionConfirm = campaign.actionConfirm;
        then.publicActions = campaign.publicActions;
        then.transientActions = campaign.transientActions;
        return then;
    }

    /** The page's org as it was; belongs to no session. */
    public Org orgThen() {
        return then(org);
    }

    /** The campaign's lead as it was; belongs to no session. */
    public Org leadThen() {
        return then(campaign.lead);
    }

    private static Org then(OrgState org) {
        Org then = new Org();
        then.id = org.id;
        then.name = org.name;
        then.title = org.title;
        then.config = new JsonObject(org.config);
        then.contactSchema = org.contactSchema;
        then.highSecurity = org.highSecurity;
        then.doiThankYou = org.doiThankYou;
        then.replyEnabled = org.replyEnabled;
        then.emailFrom = org.emailFrom;
        then.supporterConfirm = org.supporterConfirm;
        then.supporterConfirmTemplate = org.supporterConfirmTemplate;
        then.emailBackendId = org.backends.email;
        then.transactionalEmailBackendId = org.backends.transactionalEmail;
        then.eventBackendId = org.backends.event;
        then.pushBackendId = org.backends.push;
        then.storageBackendId = org.backends.storage;
        then.detailBackendId = org.backends.detail;
        then.customSupporterConfirm = org.queues.supporterConfirm;
        then.customActionConfirm = org.queues.actionConfirm;
        then.customActionDeliver = org.queues.actionDeliver;
        then.customEventDeliver = org.queues.eventDeliver;
        return then;
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
