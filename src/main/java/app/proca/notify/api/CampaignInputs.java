package app.proca.notify.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.campaign.ActionPageInput;
import app.proca.notify.campaign.CampaignInput;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.campaign.MailToTargetInput;
import app.proca.notify.common.Given;
import app.proca.notify.common.Json;
import app.proca.notify.mtt.TargetInput;
import app.proca.notify.org.ContactSchema;

/** The input objects about campaigns, handed to the features as their own values. */
public final class CampaignInputs {

    private CampaignInputs() {}

    /** {@code CampaignInput}. */
    @Input("CampaignInput")
    public static class OfCampaign {
        public @Nullable String name;
        public @Nullable String title;
        public @Nullable Integer externalId;
        public @Nullable CampaignStatus status;
        public @Nullable ContactSchema contactSchema;
        public @Nullable Json config;
        /** The first day. */
        public @Nullable LocalDate start;
        /** The last day, after the first. */
        public @Nullable LocalDate end;
        public @Nullable Boolean forceDelivery;
        public @Nullable List<@NonNull String> publicActions;
        public @Nullable List<@NonNull String> transientActions;
        public @Nullable Boolean supporterConfirm;
        public @Nullable String supporterConfirmTemplate;
        public @Nullable Boolean actionConfirm;
        public @Nullable List<Inputs.@NonNull OfActionPage> actionPages;
        public @Nullable OfMtt mtt;

        /** @param givenMtt the names of the fields of {@code mtt} that the caller gave */
        CampaignInput value(Set<String> givenMtt) {
            return new CampaignInput(name, title, externalId, status, contactSchema,
                    config == null ? null : config.object("config"), forceDelivery, publicActions, transientActions, start, end,
                    supporterConfirm, supporterConfirmTemplate, actionConfirm,
                    mtt == null ? null : new Given<>(mtt.value(), givenMtt));
        }

        /** @param given the names of the fields that the caller gave, page by page */
        List<Given<ActionPageInput>> pages(List<Set<String>> given) {
            List<Inputs.OfActionPage> pages = actionPages == null ? List.of() : actionPages;
            return IntStream.range(0, pages.size()).mapToObj(i -> new Given<>(pages.get(i).value(), given.get(i))).toList();
        }
    }

    /** {@code CampaignMttInput}. */
    @Input("CampaignMttInput")
    public static class OfMtt {
        /** The first day, and the hour at which each day's mails begin. */
        public @Nullable DateTime startAt;
        /** The last day, and the hour at which each day's mails end. */
        public @Nullable DateTime endAt;
        /** Without one a mail is what the supporter wrote. */
        public @Nullable String messageTemplate;
        /** Gets the mails of actions for testing, in place of the targets. */
        public @Nullable String testEmail;
        public @Nullable List<@NonNull String> ccContacts;
        public @Nullable Boolean ccSender;
        /** Whether mails are spread over the whole time. */
        public @Nullable Boolean dripDelivery;
        public @Nullable Integer maxEmailsPerHour;

        MailToTargetInput value() {
            return new MailToTargetInput(startAt == null ? null : startAt.time(), endAt == null ? null : endAt.time(),
                    messageTemplate, testEmail, ccContacts, ccSender, dripDelivery, maxEmailsPerHour);
        }
    }

    /** {@code TargetInput}. */
    @Input("TargetInput")
    public static class OfTarget {
        /** Says which target; unique in the whole instance. */
        @NonNull
        public String externalId;
        public @Nullable String name;
        /** Which language they read. */
        public @Nullable String locale;
        /** Where they are elected. */
        public @Nullable String area;
        public @Nullable Json fields;
        /** All addresses from now on. */
        public @Nullable List<@NonNull OfTargetEmail> emails;

        TargetInput value() {
            return new TargetInput(externalId, name, locale, area, fields,
                    emails == null ? null : emails.stream().map(one -> one.email).toList());
        }
    }

    /** {@code TargetEmailInput}. */
    @Input("TargetEmailInput")
    public static class OfTargetEmail {
        @NonNull
        public String email;
    }
}
