package app.proca.notify.supporter.schema;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** What somebody says of themselves on a page, as they typed it. */
public record ContactDetails(@Nullable String name, @Nullable String firstName, @Nullable String lastName,
        @Nullable String email, @Nullable String phone, @Nullable LocalDate birthDate, @Nullable Address address,
        @Nullable Nationality nationality) {

    /** Where they live. */
    public record Address(@Nullable String country, @Nullable String postcode, @Nullable String region,
            @Nullable String locality, @Nullable String street, @Nullable String streetNumber) {

        static final Address NONE = new Address(null, null, null, null, null, null);

        /** Without the personal data. */
        @Override
        public String toString() {
            return "Address";
        }
    }

    /** What they are a citizen of, and the document that says so. */
    public record Nationality(@Nullable String country, @Nullable String documentType, @Nullable String documentNumber) {

        /** Without the personal data. */
        @Override
        public String toString() {
            return "Nationality";
        }
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "ContactDetails";
    }
}
