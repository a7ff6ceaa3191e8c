package app.proca.notify.api;

import org.eclipse.microprofile.graphql.Input;

import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.campaign.CampaignInput;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.Json;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.OrgInput;

/** The input objects of the API, handed to the features as their own values. */
public final class Inputs {

    private Inputs() {
    }

    /** {@code OrgInput}. */
    @Input("OrgInput")
    public static class OfOrg {
        public String name;
        public String title;
        public ContactSchema contactSchema;
        public Json config;
        public Boolean supporterConfirm;
        public String supporterConfirmTemplate;
        public Boolean doiThankYou;
        public Boolean replyEnabled;
        public Boolean senderRewrite;
        public Boolean highSecurity;
        public Integer actionSchemaVersion;

        OrgInput value() {
            return new OrgInput(name, title, contactSchema, config == null ? null : config.object("config"), supporterConfirm,
                    supporterConfirmTemplate, doiThankYou, replyEnabled, senderRewrite, highSecurity, actionSchemaVersion);
        }
    }

    /** {@code CampaignInput}. */
    @Input("CampaignInput")
    public static class OfCampaign {
        public String name;
        public String title;
        public Integer externalId;
        public CampaignStatus status;
        public ContactSchema contactSchema;
        public Json config;

        CampaignInput value() {
            return new CampaignInput(name, title, externalId, status, contactSchema, config == null ? null : config.object("config"));
        }
    }

    /** {@code ActionPageInput}. */
    @Input("ActionPageInput")
    public static class OfActionPage {
        public String name;
        public String locale;
        public Boolean delivery;
        public Integer extraSupporters;
        public String thankYouTemplate;
        public String supporterConfirmTemplate;
        public Json config;

        ActionPageInput value() {
            return new ActionPageInput(name, locale, delivery, extraSupporters, thankYouTemplate, supporterConfirmTemplate,
                    config == null ? null : config.object("config"));
        }
    }
}
