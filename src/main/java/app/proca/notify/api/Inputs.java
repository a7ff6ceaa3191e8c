package app.proca.notify.api;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.campaign.CampaignInput;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.Given;
import app.proca.notify.common.Json;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.ServiceInput;
import app.proca.notify.org.ServiceName;
import app.proca.notify.template.TemplateInput;

/** The input objects of the API, handed to the features as their own values. */
public final class Inputs {

    private Inputs() {}

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
        public Boolean forceDelivery;
        public List<@NonNull String> publicActions;
        public List<@NonNull String> transientActions;
        public List<@NonNull OfActionPage> actionPages;

        CampaignInput value() {
            return new CampaignInput(name, title, externalId, status, contactSchema,
                    config == null ? null : config.object("config"), forceDelivery, publicActions, transientActions);
        }

        /** @param given the names of the fields that the caller gave, page by page */
        List<Given<ActionPageInput>> pages(List<Set<String>> given) {
            return actionPages == null ? List.of()
                    : IntStream.range(0, actionPages.size())
                            .mapToObj(i -> new Given<>(actionPages.get(i).value(), given.get(i))).toList();
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

    /** {@code GenKeyInput}. */
    @Input("GenKeyInput")
    public static class OfNewKey {
        @NonNull
        public String name;
    }

    /** {@code AddKeyInput}. */
    @Input("AddKeyInput")
    public static class OfKey {
        @NonNull
        public String name;
        /** Base64url. */
        @Name("public")
        @NonNull
        public String publicHalf;
    }

    /** {@code EmailTemplateInput}. */
    @Input("EmailTemplateInput")
    public static class OfTemplate {
        @NonNull
        public String name;
        public String locale;
        public String subject;
        public String html;
        public String text;

        TemplateInput value() {
            return new TemplateInput(name, locale, subject, html, text);
        }
    }

    /** {@code ServiceInput}. */
    @Input("ServiceInput")
    public static class OfService {
        @NonNull
        public ServiceName name;
        public String host;
        public String user;
        public String password;
        public String path;
        public String sendingFrom;
        public Integer transactionalEmailBudget;

        ServiceInput value() {
            return new ServiceInput(name, host, user, password, path, sendingFrom, transactionalEmailBudget);
        }
    }

    /** {@code SelectActionPage}. */
    @Input("SelectActionPage")
    public static class SelectActionPage {
        public Integer campaignId;
    }

    /** {@code SelectCampaign}. */
    @Input("SelectCampaign")
    public static class SelectCampaign {
        /** With {@code %} for anything. */
        public String titleLike;
        /** Of the lead. */
        public String orgName;
    }

    /** {@code SelectKey}. */
    @Input("SelectKey")
    public static class SelectKey {
        public Integer id;
        public Boolean active;
        /** Base64url. */
        @Name("public")
        public String publicHalf;
    }

    /** {@code SelectService}. */
    @Input("SelectService")
    public static class SelectService {
        public ServiceName name;
    }
}
