package app.proca.notify.supporter.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.supporter.schema.ContactDetails.Address;
import app.proca.notify.supporter.schema.ContactDetails.Nationality;

/** Each contact schema, by what it takes, makes of it, and refuses. */
class ContactRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final String LONG = "x".repeat(129);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -              | Jan  | Kowalski | Jan | Kowalski
            -              | Jan  | -        | Jan | -
            Jan Kowalski   | -    | -        | Jan | Kowalski
            Jan Maria de K | -    | -        | Jan | Maria de K
            Jan            | -    | -        | Jan | -
            Jan Kowalski   | -    | Nowak    | Jan | Nowak
            J. Kowalski    | Jan  | Kowalski | Jan | Kowalski
            '  Jan   K '   | -    | -        | Jan | K
            ''             | ' Jan ' | ''    | Jan | -
            """)
    void names_are_joined_and_split(String name, String first, String last, String expectedFirst, String expectedLast) {
        PersonalData data = basic(new ContactDetails(name, first, last, "jan@example.com", null, null, null, null));

        assertThat(data.firstName()).isEqualTo(expectedFirst);
        assertThat(data.lastName()).isEqualTo(expectedLast);
        assertThat(data.contact().containsKey("name")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -    | -  | -    | jan@example.com   | -     | - | name: can't be blank, firstName: can't be blank
            -    | -  | Kowalski | jan@example.com | -   | - | firstName: can't be blank
            -    | Jan | -   | -                 | -     | - | email: can't be blank
            -    | Jan | -   | '  '              | -     | - | email: can't be blank
            -    | Jan | -   | notanemail        | -     | - | email: has invalid format
            -    | Jan | -   | a@b@c             | -     | - | email: has invalid format
            -    | Jan | -   | jan@exa mple.com  | -     | - | email: has invalid format
            -    | Jan | -   | jan@example..com  | -     | - | email: has invalid format
            -    | Jan | -   | LONG@example.com  | -     | - | email: should be at most 64 character(s)
            LONG | Jan | -   | jan@example.com   | -     | - | name: should be at most 128 character(s)
            Jan  | LONG | -  | jan@example.com   | -     | - | firstName: should be at most 64 character(s)
            Jan K | Jan | LONG | jan@example.com | -     | - | lastName: should be at most 64 character(s)
            -    | <b>Jan</b> | - | jan@example.com | -  | - | name: has invalid format, firstName: has invalid format
            -    | Jan | -   | jan@example.com   | 0123456789012345678901 | - | phone: should be at most 20 character(s)
            -    | Jan | -   | jan@example.com   | call me | - | phone: has invalid format
            -    | Jan | -   | jan@example.com   | -     | POLAND | address.country: should be at most 5 character(s)
            -    | Jan | -   | jan@example.com   | -     | 7 | address.country: has invalid format
            """)
    void basic_says_what_is_wrong_with_which_field(String name, String first, String last, String email, String phone,
            String country, String problems) {
        ContactDetails given = new ContactDetails(stretched(name), stretched(first), stretched(last), stretched(email), phone,
                null, country == null ? null : new Address(country, null, null, null, null, null), null);

        assertThat(problems(ContactSchema.BASIC, given)).containsExactly(problems.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "7", "x", "a.", ".a", "@", "a@" })
    void what_is_far_too_long_is_told_like_what_is_a_little_too_long(String repeated) {
        String huge = repeated.repeat(500_000 / repeated.length());
        ContactDetails given = new ContactDetails(null, "Jan", null, huge, huge, null, null, null);

        assertThat(problems(ContactSchema.BASIC, given)).containsExactlyInAnyOrder(
                "email: should be at most 64 character(s)", "phone: should be at most 20 character(s)");
    }

    @Test
    void basic_tidies_what_it_takes_and_knows_people_by_their_address() {
        PersonalData data = basic(new ContactDetails(null, " Jan ", "Kowalski", "  JAN@Example.COM ", " +48 123 ", null,
                new Address("pl", "00-001", null, "Warsaw", "Prosta", "1a"), null));

        assertThat(data.identity()).isEqualTo("jan@example.com");
        assertThat(data.email()).isEqualTo("jan@example.com");
        assertThat(data.area()).isEqualTo("PL");
        assertThat(data.address()).isEqualTo("Prosta 1a, 00-001 Warsaw");
        assertThat(new String(data.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"address\":{\"locality\":\"Warsaw\","
                + "\"region\":null,\"street\":\"Prosta\",\"streetNumber\":\"1a\"},\"area\":\"PL\",\"country\":\"PL\","
                + "\"email\":\"jan@example.com\",\"firstName\":\"Jan\",\"lastName\":\"Kowalski\",\"phone\":\"+48 123\","
                + "\"postcode\":\"00-001\"}");
    }

    @Test
    void basic_leaves_out_what_nobody_said() {
        PersonalData data = basic(new ContactDetails(null, "Jan", "", "jan@example.com", " ", null, null, null));

        assertThat(new String(data.payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"email\":\"jan@example.com\",\"firstName\":\"Jan\"}");
        assertThat(data.area()).isNull();
        assertThat(data.address()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Jan | jan@example.ch | 3011   | -
            -   | jan@example.ch | 3011   | firstName: can't be blank
            Jan | -              | 3011   | email: can't be blank
            Jan | jan@example.ch | -      | address.postcode: can't be blank
            Jan | jan@example.ch | 30111  | address.postcode: has invalid format
            Jan | jan@example.ch | CH-301 | address.postcode: has invalid format
            """)
    void popular_initiative_asks_for_a_swiss_postcode(String first, String email, String postcode, String problem) {
        ContactDetails given = new ContactDetails(null, first, null, email, null, null,
                new Address(null, postcode, "BE", "Bern", null, null), null);

        assertThat(problems(ContactSchema.POPULAR_INITIATIVE, given)).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void popular_initiative_tells_a_family_with_one_address_apart() {
        PersonalData one = popular("Anna", LocalDate.of(1990, 1, 2));
        PersonalData other = popular("Beat", LocalDate.of(1990, 1, 2));

        assertThat(one.identity()).isEqualTo("Annafamily@example.ch1990-01-02").isNotEqualTo(other.identity());
        assertThat(new String(one.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"birthDate\":\"1990-01-02\",\"email\":"
                + "\"family@example.ch\",\"firstName\":\"Anna\",\"locality\":\"Bern\",\"postcode\":\"3011\",\"region\":\"BE\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            PL | national.id.number | 12345678901  | -
            pl | national.id.number | 123-456 789.01 | -
            PL | national.id.number | 1234         | nationality.documentNumber: has invalid format
            PL | passport           | AB1234567    | nationality.documentType: is invalid
            PL | -                  | -            | nationality.documentType: can't be blank, nationality.documentNumber: can't be blank
            AT | passport           | r1234567     | -
            AT | id.card            | 12345678     | -
            AT | id.card            | 123456789    | nationality.documentNumber: has invalid format
            CY | passport           | K12345678    | -
            CY | passport           | K123456      | nationality.documentNumber: has invalid format
            CZ | id.card            | 123456AB     | -
            PT | citizens.card      | 123456789AB1 | -
            SE | personal.number    | 19900101-1234 | -
            US | passport           | 123456789    | nationality.country: is invalid
            -  | passport           | 123456789    | nationality.country: can't be blank
            """)
    void eci_asks_for_the_documents_of_some_countries(String country, String type, String number, String problem) {
        ContactDetails given = new ContactDetails(null, "Alicia", "Witch", null, null, null, null,
                new Nationality(country, type, number));

        assertThat(problems(ContactSchema.ECI, given)).isEqualTo(problem == null ? List.of() : List.of(problem.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            FR | FR | 75001   | Paris | Rue 1 | 2008-11-25 | -
            FR | FR | 75001   | Paris | Rue 1 | 2008-11-26 | birthDate: Age below limit
            FR | FR | 75001   | Paris | Rue 1 | -          | birthDate: can't be blank
            FR | FR | 7500    | Paris | Rue 1 | 1990-01-01 | address.postcode: has invalid format
            FR | DK | 1050    | Kbh   | Vej 1 | 1990-01-01 | -
            FR | US | 90210   | LA    | St 1  | 1990-01-01 | -
            FR | FR | -       | -     | -     | 1990-01-01 | address.locality: can't be blank, address.street: can't be blank, address.postcode: can't be blank
            GR | GR | 12345   | Athens | X 1  | -          | -
            GR | GR | 12345   | Athens | X 1  | 2009-11-26 | birthDate: Age below limit
            NL | NL | 1012 ab | A'dam | X 1   | 1990-01-01 | -
            """)
    void eci_asks_for_the_home_and_the_birth_in_others(String country, String home, String postcode, String locality,
            String street, LocalDate birth, String problem) {
        ContactDetails given = new ContactDetails(null, "Alicia", "Witch", null, null, birth,
                new Address(home, postcode, null, locality, street, null), new Nationality(country, null, null));

        assertThat(problems(ContactSchema.ECI, given)).isEqualTo(problem == null ? List.of() : List.of(problem.split(", ")));
    }

    @Test
    void eci_knows_people_by_their_document_and_keeps_no_e_mail() {
        PersonalData data = ContactRules.of(ContactSchema.ECI).check(new ContactDetails(null, "Alicia", "Witch", "a@example.com",
                null, null, null, new Nationality("at", "passport", "R 123-4567")), TODAY);

        assertThat(data.identity()).isEqualTo("ATpassportR1234567");
        assertThat(data.area()).isEqualTo("AT");
        assertThat(data.email()).isNull();
        assertThat(new String(data.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"area\":\"AT\",\"firstName\":\"Alicia\","
                + "\"lastName\":\"Witch\",\"nationality\":{\"country\":\"AT\",\"documentNumber\":\"R1234567\",\"documentType\":"
                + "\"passport\"}}");
    }

    @Test
    void every_member_state_asks_for_something() {
        assertThat(EciCountry.values()).hasSize(27).allSatisfy(country -> assertThat(problems(ContactSchema.ECI,
                new ContactDetails(null, "A", "W", null, null, null, null, new Nationality(country.name(), null, null))))
                .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            IT | driving.licence | AB1234567C | 00118 | 1990-01-01 | -
            IT | passport        | AA1234567  | 00118 | 1990-01-01 | -
            IT | id.card         | CA12345AA  | 00118 | 1990-01-01 | -
            IT | id.card         | 12         | 00118 | 1990-01-01 | nationality.documentNumber: has invalid format
            PL | passport        | AA1234567  | 00118 | 1990-01-01 | nationality.country: is invalid
            IT | passport        | AA1234567  | 0011  | 1990-01-01 | address.postcode: has invalid format
            IT | passport        | AA1234567  | 00118 | 2009-01-01 | birthDate: Age below limit
            IT | passport        | AA1234567  | 00118 | -          | birthDate: can't be blank
            IT | -               | -          | 00118 | 1990-01-01 | nationality.documentType: can't be blank, nationality.documentNumber: can't be blank
            """)
    void it_ci_asks_for_an_italian_of_age_with_a_document(String country, String type, String number, String postcode,
            LocalDate birth, String problem) {
        ContactDetails given = italian(country, type, number, postcode, birth);

        assertThat(problems(ContactSchema.IT_CI, given)).isEqualTo(problem == null ? List.of() : List.of(problem.split(", ")));
    }

    @ParameterizedTest
    @CsvSource({ "00118,Lazio", "39100,Trentino-Alto Adige/Südtirol", "90133,Sicily", "20121,Lombardy" })
    void it_ci_counts_people_where_they_live(String postcode, String region) {
        PersonalData data = ContactRules.of(ContactSchema.IT_CI)
                .check(italian("IT", "passport", "AA1234567", postcode, LocalDate.of(1990, 1, 1)), TODAY);

        assertThat(data.area()).isEqualTo(region).hasSizeLessThanOrEqualTo(32);
        assertThat(data.identity()).isEqualTo("ITpassportAA1234567");
    }

    @Test
    void nothing_of_it_is_printed() {
        ContactDetails given = italian("IT", "passport", "AA1234567", "00118", LocalDate.of(1990, 1, 1));

        assertThat(given + " " + given.address() + " " + given.nationality() + " "
                + ContactRules.of(ContactSchema.IT_CI).check(given, TODAY))
                .isEqualTo("ContactDetails Address Nationality PersonalData");
    }

    private static ContactDetails italian(String country, String type, String number, String postcode, LocalDate birth) {
        return new ContactDetails(null, "Antonio", "Negri", "a@example.it", null, birth,
                new Address("IT", postcode, null, "Roma", "Via Appia", "1"), new Nationality(country, type, number));
    }

    private static PersonalData popular(String firstName, LocalDate birthDate) {
        return ContactRules.of(ContactSchema.POPULAR_INITIATIVE).check(new ContactDetails(null, firstName, null,
                "family@example.ch", null, birthDate, new Address(null, "3011", "BE", "Bern", null, null), null), TODAY);
    }

    private static PersonalData basic(ContactDetails given) {
        return ContactRules.of(ContactSchema.BASIC).check(given, TODAY);
    }

    private static String stretched(String text) {
        return text == null ? null : text.replace("LONG", LONG);
    }

    private static List<String> problems(ContactSchema schema, ContactDetails given) {
        return Optional.ofNullable(catchThrowableOfType(ClientFault.class, () -> ContactRules.of(schema).check(given, TODAY)))
                .map(fault -> fault.problems().stream()
                        .map(problem -> String.join(".", problem.field()) + ": " + problem.message()).toList())
                .orElse(List.of());
    }
}
