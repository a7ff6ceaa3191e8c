package app.proca.notify.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault.Problem;

class MailToTargetRulesTest {

    private final MailToTarget settings = settings();

    @Test
    void mails_need_a_begin_and_an_end() {
        settings.startAt = null;
        settings.endAt = null;

        assertThat(MailToTargetRules.problems(settings)).containsExactly(Problem.of("startAt", "can't be blank"),
                Problem.of("endAt", "can't be blank"));
    }

    @Test
    void the_end_is_after_the_begin() {
        settings.endAt = settings.startAt;

        assertThat(MailToTargetRules.problems(settings)).containsExactly(Problem.of("endAt", "must be after startAt"));
    }

    @Test
    void times_are_of_our_era() {
        settings.endAt = LocalDateTime.MAX;

        assertThat(MailToTargetRules.problems(settings)).containsExactly(Problem.of("endAt", "is invalid"));
    }

    @Test
    void addresses_are_addresses() {
        settings.testEmail = "me";
        settings.ccContacts = List.of("press@example.org", "press");

        assertThat(MailToTargetRules.problems(settings)).containsExactly(Problem.of("testEmail", "has invalid format"),
                Problem.of("ccContacts", "has invalid format"));
    }

    @Test
    void a_hundred_may_get_copies() {
        settings.ccContacts = Collections.nCopies(100, "press@example.org");
        assertThat(MailToTargetRules.problems(settings)).isEmpty();

        settings.ccContacts = Collections.nCopies(101, "press@example.org");

        assertThat(MailToTargetRules.problems(settings))
                .containsExactly(Problem.of("ccContacts", "should have at most 100 item(s)"));
    }

    @Test
    void at_least_one_mail_goes_out_in_an_hour() {
        settings.maxEmailsPerHour = 0;

        assertThat(MailToTargetRules.problems(settings)).containsExactly(Problem.of("maxEmailsPerHour", "is invalid"));
    }

    private static MailToTarget settings() {
        MailToTarget settings = new MailToTarget();
        settings.startAt = LocalDateTime.of(2026, 11, 1, 9, 0);
        settings.endAt = LocalDateTime.of(2026, 11, 30, 17, 0);
        return settings;
    }
}
