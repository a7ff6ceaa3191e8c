package app.proca.notify.campaign;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Given;
import app.proca.notify.common.Text;
import app.proca.notify.database.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Sets how a campaign's supporters write to its targets: a campaign has these settings once, or not at all. */
final class CampaignMailing {

    private CampaignMailing() {}

    /** Changes the settings, or makes them; without an input the campaign has none from then on. */
    static Uni<Void> set(Campaign campaign, @Nullable Given<MailToTargetInput> input) {
        // No constraint keeps a second row out: one transaction at a time looks whether there is one
        return Panache.getSession().chain(session -> session.lock(campaign, LockMode.PESSIMISTIC_WRITE))
                .chain(() -> input == null ? remove(campaign)
                        : found(campaign).chain(settings -> write(settings, input)));
    }

    private static Uni<Void> remove(Campaign campaign) {
        return Rows.deleteAll("delete from mtt where campaign_id = :id", campaign.id);
    }

    private static Uni<Void> write(MailToTarget settings, Given<MailToTargetInput> input) {
        input.applyValue("startAt", MailToTargetInput::startAt, at -> settings.startAt = stored(at))
                .applyValue("endAt", MailToTargetInput::endAt, at -> settings.endAt = stored(at))
                .apply("messageTemplate", MailToTargetInput::messageTemplate,
                        name -> settings.messageTemplate = Text.filled(name))
                .apply("testEmail", MailToTargetInput::testEmail, email -> settings.testEmail = Text.filled(email))
                .apply("ccContacts", MailToTargetInput::ccContacts,
                        contacts -> settings.ccContacts = contacts == null ? List.of() : contacts)
                .applyValue("ccSender", MailToTargetInput::ccSender, on -> settings.ccSender = on)
                .applyValue("dripDelivery", MailToTargetInput::dripDelivery, on -> settings.dripDelivery = on)
                .apply("maxEmailsPerHour", MailToTargetInput::maxEmailsPerHour, most -> settings.maxEmailsPerHour = most);
        MailToTargetRules.check(settings);
        return Rows.write(settings).replaceWithVoid();
    }

    private static Uni<MailToTarget> found(Campaign campaign) {
        return MailToTarget.<MailToTarget>find("campaignId = ?1 order by id", campaign.id).firstResult()
                .onItem().ifNull().continueWith(() -> of(campaign));
    }

    private static MailToTarget of(Campaign campaign) {
        MailToTarget settings = new MailToTarget();
        settings.campaignId = campaign.id;
        return settings;
    }

    private static LocalDateTime stored(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
