package app.proca.notify.api;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.action.Donation;
import app.proca.notify.action.DonationFrequency;
import app.proca.notify.action.DonationSchema;
import app.proca.notify.action.ExportedAction;
import app.proca.notify.action.Source;
import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.common.Json;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.user.Viewer;

/** An action as an org that holds a contact of the supporter may take it out. */
@Type("Action")
public class ActionView {

    private final ExportedAction exported;
    private final Optional<Viewer> viewer;

    ActionView(ExportedAction exported, Optional<Viewer> viewer) {
        this.exported = exported;
        this.viewer = viewer;
    }

    public int getActionId() {
        return exported.action().id.intValue();
    }

    @NonNull
    public String getActionType() {
        return exported.action().actionType;
    }

    @NonNull
    public NaiveDateTime getCreatedAt() {
        return NaiveDateTime.of(exported.action().insertedAt);
    }

    @NonNull
    public Json getCustomFields() {
        return Json.of(exported.action().fields);
    }

    @NonNull
    public List<@NonNull CustomFieldView> getFields() {
        return CustomFieldView.of(exported.action().fields);
    }

    @NonNull
    public ContactView getContact() {
        return new ContactView(exported.supporter(), exported.contact(), exported.encryptKey(), exported.signKey());
    }

    @NonNull
    public Consent getPrivacy() {
        return new Consent(exported.action(), exported.supporter(), exported.contact());
    }

    public @Nullable Tracking getTracking() {
        return exported.source() == null ? null : new Tracking(exported.source());
    }

    public @Nullable DonationView getDonation() {
        return exported.donation() == null ? null : new DonationView(exported.donation());
    }

    @NonNull
    public ActionPageView getActionPage() {
        ExportedAction.Place place = exported.place();
        return ActionPageView.of(place.page(), place.org(), place.campaign(), place.lead(), viewer);
    }

    @NonNull
    public CampaignView getCampaign() {
        return CampaignView.of(exported.place().campaign(), exported.place().lead(), viewer);
    }

    /** What the supporter agreed to, and what is known of the address. */
    @Type("Consent")
    public static class Consent {

        private final Action action;
        private final Supporter supporter;
        private final Contact contact;

        Consent(Action action, Supporter supporter, Contact contact) {
            this.action = action;
            this.supporter = supporter;
            this.contact = contact;
        }

        public @Nullable Boolean getOptIn() {
            return contact.communicationConsent;
        }

        @NonNull
        public NaiveDateTime getGivenAt() {
            return NaiveDateTime.of(contact.insertedAt);
        }

        @NonNull
        public EmailStatus getEmailStatus() {
            return supporter.emailStatus;
        }

        public @Nullable NaiveDateTime getEmailStatusChanged() {
            return NaiveDateTime.ofNullable(supporter.emailStatusChanged);
        }

        /** True for the action that the contact came with. */
        public boolean isWithConsent() {
            return action.withConsent;
        }
    }

    /** Where the supporter came from. */
    @Type("Tracking")
    public static class Tracking {

        private final Source from;

        Tracking(Source from) {
            this.from = from;
        }

        @NonNull
        public String getSource() {
            return from.source;
        }

        @NonNull
        public String getMedium() {
            return from.medium;
        }

        @NonNull
        public String getCampaign() {
            return from.campaign;
        }

        @NonNull
        public String getContent() {
            return from.content;
        }
    }

    /** What was given with an action. */
    @Type("Donation")
    public static class DonationView {

        private final Donation donation;

        DonationView(Donation donation) {
            this.donation = donation;
        }

        /** In the currency's smallest unit. */
        public int getAmount() {
            return donation.amount;
        }

        @NonNull
        public String getCurrency() {
            return donation.currency;
        }

        @NonNull
        public DonationFrequency getFrequencyUnit() {
            return donation.frequencyUnit;
        }

        public @Nullable DonationSchema getSchema() {
            return donation.schema;
        }

        @NonNull
        public Json getPayload() {
            return Json.of(donation.payload);
        }
    }
}
