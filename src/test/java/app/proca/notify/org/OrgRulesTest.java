package app.proca.notify.org;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault.Problem;

class OrgRulesTest {

    private final Org org = anOrg();

    @ParameterizedTest
    @ValueSource(strings = { "green peace", "org/1", "örg", "a.b", "a\n" })
    void names_are_letters_digits_dashes_and_underscores(String name) {
        org.name = name;

        assertThat(OrgRules.problems(org)).containsExactly(Problem.of("name", "has invalid format"));
    }

    @Test
    void a_name_fits_its_column() {
        org.name = "n".repeat(256);

        assertThat(OrgRules.problems(org)).containsExactly(Problem.of("name", "should be at most 255 character(s)"));
    }

    @Test
    void titles_are_counted_in_characters_as_postgresql_does() {
        org.title = "🌊".repeat(255);

        assertThat(OrgRules.problems(org)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "nobody", "a@b@c", "a b@example.org", "@example.org" })
    void mails_come_from_an_address(String from) {
        org.emailFrom = from;

        assertThat(OrgRules.problems(org)).containsExactly(Problem.of("emailFrom", "has invalid format"));
    }

    @Test
    void action_messages_have_version_1_or_2() {
        org.actionSchemaVersion = 3;

        assertThat(OrgRules.problems(org)).containsExactly(Problem.of("actionSchemaVersion", "is invalid"));
    }

    private static Org anOrg() {
        Org org = new Org();
        org.name = "Green-Peace_1";
        org.title = "Green Peace";
        org.emailFrom = "hello@mail.example.org";
        return org;
    }
}
