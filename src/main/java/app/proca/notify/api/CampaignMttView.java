package app.proca.notify.api;

import java.util.List;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.campaign.MailToTarget;

/** How supporters of a campaign write to its targets. */
@Type("CampaignMtt")
public class CampaignMttView {

    private final MailToTarget settings;

    CampaignMttView(MailToTarget settings) {
        this.settings = settings;
    }

    /** The first day, and the hour at which each day's mails begin. */
    @NonNull
    public DateTime getStartAt() {
        return DateTime.stored(settings.startAt);
    }

    /** The last day, and the hour at which each day's mails end. */
    @NonNull
    public DateTime getEndAt() {
        return DateTime.stored(settings.endAt);
    }

    /** Without one a mail is what the supporter wrote. */
    public @Nullable String getMessageTemplate() {
        return settings.messageTemplate;
    }

    /** Gets the mails of actions for testing, in place of the targets. */
    public @Nullable String getTestEmail() {
        return settings.testEmail;
    }

    /** Get a copy of each mail. */
    public List<String> getCcContacts() {
        return settings.ccContacts;
    }

    /** Whether the supporter gets a copy. */
    public @Nullable Boolean getCcSender() {
        return settings.ccSender;
    }

    /** Whether mails are spread over the whole time. */
    public @Nullable Boolean getDripDelivery() {
        return settings.dripDelivery;
    }

    /** Where they are not spread; null: as the instance has it. */
    public @Nullable Integer getMaxEmailsPerHour() {
        return settings.maxEmailsPerHour;
    }
}
