package app.proca.notify.mail.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.outbox.Outcome;
import io.vertx.ext.mail.SMTPException;

class SmtpAnswerTest {

    @Test
    void a_recipient_who_is_refused_for_good_ends_the_mail_and_is_not_named() {
        assertThat(answer("recipient address not accepted", 550, "550 5.1.1 <jan@example.org>: no such\n550 mailbox"))
                .isEqualTo(new Outcome.Refused("recipient address not accepted: 550 5.1.1 <…>: no such 550 mailbox"));
    }

    @Test
    void a_content_that_is_refused_for_good_ends_the_mail() {
        assertThat(answer("sending data failed", 554, "554 looks like spam")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void try_again_later_is_about_this_mail() {
        assertThat(answer("recipient address not accepted", 450, "450 greylisted")).isInstanceOf(Outcome.Failed.class);
        assertThat(answer("sending data failed", 452, "452 no room")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void trouble_with_the_server_is_no_mails_fault() {
        assertThat(SmtpAnswer.outcome(new ConnectException("Connection refused"))).isInstanceOf(Outcome.AddressUnavailable.class);
        assertThat(answer("AUTH PLAIN failed", 535, "535 wrong password")).isInstanceOf(Outcome.AddressUnavailable.class);
        assertThat(answer("sender address not accepted", 553, "553 not yours")).isInstanceOf(Outcome.AddressUnavailable.class);
        assertThat(answer("recipient address not accepted", 421, "421 closing")).isInstanceOf(Outcome.AddressUnavailable.class);
    }

    private static Outcome answer(String stage, int code, String reply) {
        return SmtpAnswer.outcome(new SMTPException(stage, code, List.of(reply.split("\n")), false));
    }
}
