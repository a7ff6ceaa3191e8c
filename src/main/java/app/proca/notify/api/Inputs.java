package app.proca.notify.api;

import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.common.Json;
import app.proca.notify.confirm.ConfirmKey;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.OrgInput;
import app.proca.notify.org.ServiceInput;
import app.proca.notify.org.ServiceName;
import app.proca.notify.template.TemplateInput;
import app.proca.notify.user.UserDetails;

/** The input objects of the API, handed to the features as their own values. */
public final class Inputs {

    private Inputs() {}

    /** {@code OrgInput}. */
    @Input("OrgInput")
    public static class OfOrg {
        public @Nullable String name;
        public @Nullable String title;
        public @Nullable ContactSchema contactSchema;
        public @Nullable Json config;
        public @Nullable Boolean supporterConfirm;
        public @Nullable String supporterConfirmTemplate;
        public @Nullable Boolean doiThankYou;
        public @Nullable Boolean replyEnabled;
        public @Nullable Boolean senderRewrite;
        public @Nullable Boolean highSecurity;
        public @Nullable Integer actionSchemaVersion;

        OrgInput value() {
            return new OrgInput(name, title, contactSchema, config == null ? null : config.object("config"), supporterConfirm,
                    supporterConfirmTemplate, doiThankYou, replyEnabled, senderRewrite, highSecurity, actionSchemaVersion);
        }
    }

    /** {@code ActionPageInput}. */
    @Input("ActionPageInput")
    public static class OfActionPage {
        public @Nullable String name;
        public @Nullable String locale;
        public @Nullable Boolean delivery;
        public @Nullable Integer extraSupporters;
        public @Nullable String thankYouTemplate;
        public @Nullable String supporterConfirmTemplate;
        public @Nullable String duplicateTemplate;
        public @Nullable Json config;

        ActionPageInput value() {
            return new ActionPageInput(name, locale, delivery, extraSupporters, thankYouTemplate, supporterConfirmTemplate,
                    duplicateTemplate, config == null ? null : config.object("config"));
        }
    }

    /** {@code ConfirmInput}. */
    @Input("ConfirmInput")
    public static class OfConfirm {
        @NonNull
        public String code;
        public @Nullable String email;
        public @Nullable Integer objectId;

        ConfirmKey value() {
            return new ConfirmKey(code, email, objectId);
        }
    }

    /** {@code OrgUserInput}. */
    @Input("OrgUserInput")
    public static class OfOrgUser {
        @NonNull
        public String email;
        /** The name of the role. */
        @NonNull
        public String role;
    }

    /** {@code UserDetailsInput}. */
    @Input("UserDetailsInput")
    public static class OfUserDetails {
        public @Nullable String phone;
        public @Nullable String pictureUrl;
        public @Nullable String jobTitle;

        UserDetails value() {
            return new UserDetails(phone, pictureUrl, jobTitle);
        }
    }

    /** {@code SelectUser}. */
    @Input("SelectUser")
    public static class SelectUser {
        public @Nullable Integer id;
        /** With {@code %} for anything. */
        public @Nullable String email;
        /** Where they work. */
        public @Nullable String orgName;
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
        public @Nullable String locale;
        public @Nullable String subject;
        public @Nullable String html;
        public @Nullable String text;

        TemplateInput value() {
            return new TemplateInput(name, locale, subject, html, text);
        }
    }

    /** {@code ServiceInput}. */
    @Input("ServiceInput")
    public static class OfService {
        @NonNull
        public ServiceName name;
        public @Nullable String host;
        public @Nullable String user;
        public @Nullable String password;
        public @Nullable String path;
        public @Nullable String sendingFrom;
        public @Nullable Integer transactionalEmailBudget;

        ServiceInput value() {
            return new ServiceInput(name, host, user, password, path, sendingFrom, transactionalEmailBudget);
        }
    }

    /** {@code SelectActionPage}. */
    @Input("SelectActionPage")
    public static class SelectActionPage {
        public @Nullable Integer campaignId;
    }

    /** {@code SelectCampaign}. */
    @Input("SelectCampaign")
    public static class SelectCampaign {
        /** With {@code %} for anything. */
        public @Nullable String titleLike;
        /** Of the lead. */
        public @Nullable String orgName;
    }

    /** {@code SelectKey}. */
    @Input("SelectKey")
    public static class SelectKey {
        public @Nullable Integer id;
        public @Nullable Boolean active;
        /** Base64url. */
        @Name("public")
        public @Nullable String publicHalf;
    }

    /** {@code SelectService}. */
    @Input("SelectService")
    public static class SelectService {
        public @Nullable ServiceName name;
    }
}
