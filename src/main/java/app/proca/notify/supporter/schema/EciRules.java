package app.proca.notify.supporter.schema;

import java.time.LocalDate;
import java.util.Optional;

/**
 * European citizens' initiatives (Regulation (EU) 2019/788, Annex III): what is asked for is up to the country that one is a
 * citizen of.
 */
final class EciRules implements ContactRules {

    @Override
    public PersonalData check(ContactDetails given, LocalDate today) {
        Form form = new Form();
        Citizen citizen = Citizen.read(form, given);
        String country = form.required("nationality.country", citizen.nationality().country());
        Optional<EciCountry> rules = EciCountry.of(country);
        if (rules.isEmpty()) {
            form.tell("nationality.country", "is invalid");
        }
        rules.ifPresent(of -> of.require(form, citizen, today));
        form.check();

        return new PersonalData(citizen.identity(), citizen.firstName(), citizen.lastName(), null,
                BasicRules.line(citizen.address()), country, citizen.contact(country));
    }
}
