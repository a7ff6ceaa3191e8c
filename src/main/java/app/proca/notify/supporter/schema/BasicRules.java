package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A name and an e-mail address; a phone number and where one lives, for those who say it. */
final class BasicRules implements ContactRules {

    @Override
    public PersonalData check(ContactDetails given, LocalDate today) {
        Form form = new Form();
        Names names = Names.of(given);
        var unused = form.required("name", form.fullName("name", names.full()));
        String firstName = form.required("firstName", form.name("firstName", names.first()));
        String lastName = form.name("lastName", names.last());
        String email = form.required("email", form.email(given.email()));
        String phone = form.phone(given.phone());
        ContactDetails.Address address = form.address(given.address());
        form.check();

        Map<String, @Nullable Object> contact = new LinkedHashMap<>();
        contact.put("firstName", firstName);
        putKnown(contact, "lastName", lastName);
        contact.put("email", email);
        putKnown(contact, "phone", phone);
        putKnown(contact, "country", address.country());
        putKnown(contact, "postcode", address.postcode());
        putKnown(contact, "area", address.country());
        if (given.address() != null) {
            contact.put("address", rest(address));
        }
        return new PersonalData(email, firstName, lastName, email, line(address), address.country(), contact);
    }

    /** In one line, as one writes it on an envelope; null where nothing of it is known. */
    static @Nullable String line(ContactDetails.Address address) {
        String line = Stream.of(words(address.street(), address.streetNumber()),
                words(address.postcode(), address.locality()), words(address.region(), null))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return line.isEmpty() ? null : line;
    }

    static void putKnown(Map<String, @Nullable Object> contact, String key, @Nullable String value) {
        if (value != null) {
            contact.put(key, value);
        }
    }

    /** What of an address has no place of its own; Proca's consumers know it with its nulls. */
    private static Map<String, @Nullable Object> rest(ContactDetails.Address address) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        rest.put("locality", address.locality());
        rest.put("region", address.region());
        rest.put("street", address.street());
        rest.put("streetNumber", address.streetNumber());
        return rest;
    }

    private static String words(@Nullable String one, @Nullable String other) {
        return Stream.of(one, other).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }
}
