package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Italian citizens' initiatives: a citizen with a document, of age, who counts for the region that they live in. */
final class ItalianRules implements ContactRules {

    private static final int AGE = 18;
    private static final Pattern POSTCODE = Pattern.compile("[0-9]{5}");
    private static final Pattern FOREIGN_POSTCODE = Pattern.compile("[A-Z0-9]{1,10}");
    private static final Map<String, Pattern> DOCUMENTS = documents();

    @Override
    public PersonalData check(ContactDetails given, LocalDate today) {
        Form form = new Form();
        Citizen citizen = Citizen.read(form, given);
        String email = form.email(given.email());
        if (!form.required("nationality.country", citizen.nationality().country()).equals("IT")) {
            form.tell("nationality.country", "is invalid");
        }
        citizen.requireDocument(form, DOCUMENTS);
        boolean atHome = "IT".equals(citizen.address().country());
        citizen.requireAddress(form, atHome ? POSTCODE : FOREIGN_POSTCODE);
        form.atLeast(AGE, "birthDate", citizen.birthDate(), today);
        form.check();

        String region = atHome ? ItalianRegion.ofPostcode(String.valueOf(citizen.address().postcode())) : null;
        Map<String, @Nullable Object> contact = citizen.contact(region);
        BasicRules.putKnown(contact, "email", email);
        return new PersonalData(citizen.identity(), citizen.firstName(), citizen.lastName(), email,
                BasicRules.line(citizen.address()), region, contact);
    }

    /** Those of an Italian who supports a European initiative, and the driving licence. */
    private static Map<String, Pattern> documents() {
        Map<String, Pattern> documents = new HashMap<>(EciCountry.IT.documents());
        documents.put("driving.licence", Pattern.compile("[a-z0-9]{10}", Pattern.CASE_INSENSITIVE));
        return Map.copyOf(documents);
    }
}
