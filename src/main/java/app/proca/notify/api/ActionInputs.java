package app.proca.notify.api;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.DonationFrequency;
import app.proca.notify.action.DonationSchema;
import app.proca.notify.action.NewAction;
import app.proca.notify.action.Tracking;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Json;
import app.proca.notify.supporter.schema.ContactDetails;

/** The input objects of what supporters do, handed to the features as their own values. */
public final class ActionInputs {

    private ActionInputs() {}

    /** {@code ActionInput}. */
    @Input("ActionInput")
    public static class OfAction {
        @NonNull
        public String actionType;
        public @Nullable Json customFields;
        public @Nullable List<@NonNull OfField> fields;
        public @Nullable OfDonation donation;
        public @Nullable OfMessage mtt;
        public @Nullable Boolean testing;

        NewAction value() {
            return new NewAction(actionType, customFields,
                    fields == null ? List.of() : fields.stream().map(OfField::value).toList(),
                    donation == null ? null : donation.value(), mtt == null ? null : mtt.value(), Boolean.TRUE.equals(testing));
        }
    }

    /** {@code CustomFieldInput}. */
    @Input("CustomFieldInput")
    public static class OfField {
        @NonNull
        public String key;
        @NonNull
        public String value;
        /** What is transient stands in the campaign; taken, and not looked at. */
        @Name("transient")
        public @Nullable Boolean isTransient;

        NewAction.Field value() {
            return new NewAction.Field(key, value);
        }
    }

    /** {@code DonationActionInput}. */
    @Input("DonationActionInput")
    public static class OfDonation {
        public @Nullable DonationSchema schema;
        public @Nullable Integer amount;
        public @Nullable String currency;
        public @Nullable DonationFrequency frequencyUnit;
        @NonNull
        public Json payload;

        NewAction.NewDonation value() {
            return new NewAction.NewDonation(schema, amount, currency,
                    frequencyUnit == null ? DonationFrequency.ONE_OFF : frequencyUnit, payload.object("payload"));
        }
    }

    /** {@code MttActionInput}. */
    @Input("MttActionInput")
    public static class OfMessage {
        @NonNull
        public List<@NonNull String> targets;
        public @Nullable String subject;
        public @Nullable String body;
        public @Nullable List<@NonNull String> files;

        NewAction.NewMessage value() {
            return new NewAction.NewMessage(subject == null ? "" : subject, body == null ? "" : body,
                    targets.stream().map(OfMessage::target).toList(), files == null ? List.of() : files);
        }

        private static UUID target(String id) {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException notOne) {
                throw ClientFault.invalid(List.of(new Problem("is invalid", List.of("mtt", "targets"), java.util.Map.of())));
            }
        }
    }

    /** {@code ContactInput}. */
    @Input("ContactInput")
    public static class OfContact {
        public @Nullable String name;
        public @Nullable String firstName;
        public @Nullable String lastName;
        public @Nullable String email;
        public @Nullable String phone;
        public @Nullable LocalDate birthDate;
        public @Nullable OfAddress address;
        public @Nullable OfNationality nationality;

        ContactDetails value() {
            return new ContactDetails(name, firstName, lastName, email, phone, birthDate,
                    address == null ? null : address.value(), nationality == null ? null : nationality.value());
        }
    }

    /** {@code AddressInput}. */
    @Input("AddressInput")
    public static class OfAddress {
        public @Nullable String country;
        public @Nullable String postcode;
        public @Nullable String region;
        public @Nullable String locality;
        public @Nullable String street;
        public @Nullable String streetNumber;

        ContactDetails.Address value() {
            return new ContactDetails.Address(country, postcode, region, locality, street, streetNumber);
        }
    }

    /** {@code NationalityInput}. */
    @Input("NationalityInput")
    public static class OfNationality {
        @NonNull
        public String country;
        public @Nullable String documentType;
        public @Nullable String documentNumber;

        ContactDetails.Nationality value() {
            return new ContactDetails.Nationality(country, documentType, documentNumber);
        }
    }

    /** {@code ConsentInput}. */
    @Input("ConsentInput")
    public static class OfConsent {
        public @Nullable Boolean optIn;
        public @Nullable Boolean leadOptIn;
    }

    /** {@code TrackingInput}. */
    @Input("TrackingInput")
    public static class OfTracking {
        public @Nullable String source;
        public @Nullable String medium;
        public @Nullable String campaign;
        public @Nullable String content;
        public @Nullable String location;

        Tracking.Given value() {
            return new Tracking.Given(source, medium, campaign, content, location);
        }
    }
}
