package app.proca.notify.mail.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import app.proca.notify.mail.letter.MailAddress;

class SendingOrgTest {

    private static final String FALLBACK = "noreply@localhost";

    @Test
    void an_org_with_a_backend_of_its_own_sends_from_its_address() {
        SendingOrg org = new SendingOrg("Lead Org", "lead@example.org", true, true, null, "lead@example.org");

        assertThat(org.from(FALLBACK)).isEqualTo(new MailAddress("Lead Org", "lead@example.org"));
        assertThat(org.replyTo(FALLBACK)).isNull();
    }

    @Test
    void an_org_that_uses_anothers_backend_sends_from_that_ones_address_and_is_answered_at_its_own() {
        SendingOrg org = new SendingOrg("Lead Org", "lead@example.org", true, false, null, "instance@example.net");

        assertThat(org.from(FALLBACK)).isEqualTo(new MailAddress("Lead Org", "instance@example.net"));
        assertThat(org.replyTo(FALLBACK)).isEqualTo(new MailAddress("Lead Org", "lead@example.org"));
    }

    @Test
    void an_org_may_want_no_answers() {
        assertThat(new SendingOrg("Lead Org", "lead@example.org", false, false, null, "instance@example.net").replyTo(FALLBACK))
                .isNull();
    }

    @Test
    void a_service_may_have_a_sender_of_its_own() {
        SendingOrg org = new SendingOrg("Lead Org", "lead@example.org", true, true, "mail@sender.example", "lead@example.org");

        assertThat(org.from(FALLBACK).address()).isEqualTo("mail@sender.example");
        assertThat(org.replyTo(FALLBACK)).isEqualTo(new MailAddress("Lead Org", "lead@example.org"));
    }

    @Test
    void without_any_address_the_instances_sends() {
        assertThat(new SendingOrg("instance", null, true, true, null, null).from(FALLBACK).address()).isEqualTo(FALLBACK);
        assertThat(new SendingOrg("Lead Org", "lead@example.org", true, false, null, null).from(FALLBACK).address())
                .isEqualTo(FALLBACK);
    }

    @Test
    void a_title_that_would_end_its_line_is_an_error() {
        assertThatThrownBy(() -> new SendingOrg("Lead\r\nBcc: eve@example.org", null, true, true, null, null).from(FALLBACK))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
