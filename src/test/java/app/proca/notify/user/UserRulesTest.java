package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault.Problem;

class UserRulesTest {

    private final User user = aUser();

    @ParameterizedTest
    @ValueSource(strings = { "ann", "ann @example.org", "@", "ann@" })
    void addresses_have_an_at_and_no_spaces(String email) {
        user.email = email;

        assertThat(UserRules.problems(user)).containsExactly(Problem.of("email", "must have the @ sign and no spaces"));
    }

    @Test
    void addresses_are_bounded() {
        user.email = "a".repeat(149) + "@example.org";

        assertThat(UserRules.problems(user)).containsExactly(Problem.of("email", "should be at most 160 character(s)"));

        user.email = "@".repeat(500_000) + " ";

        assertThat(UserRules.problems(user)).containsExactly(Problem.of("email", "should be at most 160 character(s)"));
    }

    @Test
    void details_are_optional_and_have_a_form() {
        user.jobTitle = "Head of oceans, ad interim";
        user.phone = "+48 (12) 345-67";
        user.pictureUrl = "https://example.org/ann.png";
        assertThat(UserRules.problems(user)).isEmpty();

        user.jobTitle = "<b>";
        user.phone = "call me";
        user.pictureUrl = "javascript:alert(1)";

        assertThat(UserRules.problems(user)).containsExactly(Problem.of("jobTitle", "has invalid format"),
                Problem.of("phone", "has invalid format"), Problem.of("pictureUrl", "URL is invalid"));
    }

    @Test
    void passwords_are_long_and_mixed() {
        assertThat(UserRules.passwordProblems("Correct_horse_battery")).isEmpty();

        assertThat(UserRules.passwordProblems("")).containsExactly(Problem.of("password", "can't be blank"));
        assertThat(UserRules.passwordProblems("short")).extracting(Problem::message).containsExactly(
                "should be at least 12 character(s)", "at least one upper case character",
                "at least one digit or punctuation character");
    }

    @Test
    void no_password_is_longer_than_bcrypt_can_tell_apart() {
        assertThat(UserRules.passwordProblems("Aa1é".repeat(15)))
                .containsExactly(Problem.of("password", "should be at most 72 byte(s)"));
    }

    private static User aUser() {
        User user = new User();
        user.email = "ann@example.org";
        return user;
    }
}
