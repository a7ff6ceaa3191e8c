package app.proca.notify.supporter.schema;

import java.time.LocalDate;

import app.proca.notify.org.ContactSchema;

/** What a contact schema asks of a supporter. */
public interface ContactRules {

    /**
     * The data, trimmed and in its stored form.
     *
     * @param today for age limits
     * @throws app.proca.notify.common.ClientFault with one problem per field that is wrong; problems quote nothing
     */
    PersonalData check(ContactDetails given, LocalDate today);

    /** Those of a campaign's schema. */
    static ContactRules of(ContactSchema schema) {
        return switch (schema) {
            case BASIC -> new BasicRules();
            case POPULAR_INITIATIVE -> new PopularInitiativeRules();
            case ECI -> new EciRules();
            case IT_CI -> new ItalianRules();
        };
    }
}
