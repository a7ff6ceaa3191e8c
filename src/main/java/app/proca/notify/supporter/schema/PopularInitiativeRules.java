package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Swiss popular initiatives: who signs, and in which commune. */
final class PopularInitiativeRules implements ContactRules {

    private static final Pattern POSTCODE = Pattern.compile("[0-9]{4}");

    @Override
    public PersonalData check(ContactDetails given, LocalDate today) {
        Form form = new Form();
        Names names = Names.of(given);
        String firstName = form.required("firstName", form.name("firstName", names.first()));
        String lastName = form.name("lastName", names.last());
        String email = form.required("email", form.email(given.email()));
        ContactDetails.Address address = form.address(given.address());
        String postcode = form.required("address.postcode", address.postcode());
        form.matching("address.postcode", postcode, POSTCODE);
        form.check();

        Map<String, @Nullable Object> contact = new LinkedHashMap<>();
        contact.put("firstName", firstName);
        BasicRules.putKnown(contact, "lastName", lastName);
        contact.put("email", email);
        String birthDate = given.birthDate() == null ? null : given.birthDate().toString();
        BasicRules.putKnown(contact, "birthDate", birthDate);
        contact.put("postcode", postcode);
        BasicRules.putKnown(contact, "locality", address.locality());
        BasicRules.putKnown(contact, "region", address.region());
        // Several of a family sign with one address
        String identity = firstName + (lastName == null ? "" : lastName) + email + (birthDate == null ? "" : birthDate);
        return new PersonalData(identity, firstName, lastName, email, BasicRules.line(address), address.country(), contact);
    }
}
