package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What forms of citizens' initiatives have in common: who somebody is by law, by a document or by name and home. */
record Citizen(String firstName, String lastName, @Nullable LocalDate birthDate, ContactDetails.Address address,
        ContactDetails.Nationality nationality) {

    private static final Pattern SEPARATORS = Pattern.compile("[ .-]");
    private static final Pattern DOCUMENT_TYPE = Pattern.compile("[a-z_.]*");
    private static final Pattern DOCUMENT_NUMBER = Pattern.compile("[A-Za-z0-9_]*");
    private static final int LONGEST_TYPE = 20;
    private static final int LONGEST_NUMBER = 32;

    /** Names are required, the rest is for the schema to ask for. */
    static Citizen read(Form form, ContactDetails given) {
        Names names = Names.of(given);
        return new Citizen(form.required("firstName", form.name("firstName", names.first())),
                form.required("lastName", form.name("lastName", names.last())), given.birthDate(),
                form.address(given.address()), nationality(form, given.nationality()));
    }

    /** Numbers of documents are compared, and stored, without what separates their groups. */
    private static ContactDetails.Nationality nationality(Form form, ContactDetails.@Nullable Nationality given) {
        if (given == null) {
            return new ContactDetails.Nationality(null, null, null);
        }
        String number = given.documentNumber() == null ? null : SEPARATORS.matcher(given.documentNumber()).replaceAll("");
        return new ContactDetails.Nationality(form.country("nationality.country", given.country()),
                form.text("nationality.documentType", given.documentType(), LONGEST_TYPE, DOCUMENT_TYPE),
                form.text("nationality.documentNumber", number, LONGEST_NUMBER, DOCUMENT_NUMBER));
    }

    /** The document, where the law asks for one of these. */
    void requireDocument(Form form, Map<String, Pattern> documents) {
        String type = form.required("nationality.documentType", nationality.documentType());
        String number = form.required("nationality.documentNumber", nationality.documentNumber());
        Pattern pattern = documents.get(type);
        if (pattern == null) {
            form.tell("nationality.documentType", "is invalid");
        } else {
            form.matching("nationality.documentNumber", number, pattern);
        }
    }

    /** @param postcode how postcodes look where the address is */
    void requireAddress(Form form, Pattern postcode) {
        var country = form.required("address.country", address.country());
        var locality = form.required("address.locality", address.locality());
        var street = form.required("address.street", address.street());
        form.matching("address.postcode", SEPARATORS.matcher(form.required("address.postcode", address.postcode()))
                .replaceAll(""), postcode);
    }

    /** By the document where there is one, which nobody else has; else by name, birth and home. */
    String identity() {
        if (nationality.documentType() != null && nationality.documentNumber() != null) {
            return Objects.requireNonNull(nationality.country()) + nationality.documentType() + nationality.documentNumber();
        }
        return text(address.country()) + firstName + lastName + text(birthDate) + text(address.postcode());
    }

    /** What orgs get. */
    Map<String, @Nullable Object> contact(@Nullable String area) {
        Map<String, @Nullable Object> contact = new LinkedHashMap<>();
        contact.put("firstName", firstName);
        contact.put("lastName", lastName);
        BasicRules.putKnown(contact, "birthDate", birthDate == null ? null : birthDate.toString());
        BasicRules.putKnown(contact, "country", address.country());
        BasicRules.putKnown(contact, "postcode", address.postcode());
        BasicRules.putKnown(contact, "city", address.locality());
        BasicRules.putKnown(contact, "street", address.street());
        BasicRules.putKnown(contact, "streetNumber", address.streetNumber());
        BasicRules.putKnown(contact, "area", area);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        BasicRules.putKnown(document, "country", nationality.country());
        BasicRules.putKnown(document, "documentType", nationality.documentType());
        BasicRules.putKnown(document, "documentNumber", nationality.documentNumber());
        contact.put("nationality", document);
        return contact;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Citizen";
    }
}
