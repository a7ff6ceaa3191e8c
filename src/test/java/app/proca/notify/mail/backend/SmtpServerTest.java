package app.proca.notify.mail.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.mail.backend.SmtpServer.Security;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;

class SmtpServerTest {

    @ParameterizedTest
    @CsvSource({ "tls://mail.example.org, 25, STARTTLS", "tls://mail.example.org:587, 587, STARTTLS",
            "ssl://mail.example.org, 465, TLS", "smtps://mail.example.org, 465, TLS", "ssl://mail.example.org:2465, 2465, TLS",
            "smtp://mail.example.org, 25, IF_OFFERED", "smtp://mail.example.org:2525/, 2525, IF_OFFERED" })
    void the_scheme_says_how_private_it_is_and_which_port_is_usual(String url, int port, Security security) {
        assertThat(SmtpServer.parse(url)).isEqualTo(new SmtpServer("mail.example.org", port, security, "", ""));
    }

    @Test
    void a_log_in_may_be_part_of_the_url() {
        assertThat(SmtpServer.parse("tls://jan%40example.org:p+%3A%2F@mail.example.org"))
                .isEqualTo(new SmtpServer("mail.example.org", 25, Security.STARTTLS, "jan@example.org", "p+:/"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "mail.example.org", "mail.example.org:25", "http://mail.example.org", "tls://", "tls:///x",
            "tls://mail.example.org:0", "tls://mail.example.org:65536", "tls://user:se cret@mail.example.org",
            "tls://user:%zz@mail.example.org" })
    void what_is_no_mail_server_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> SmtpServer.parse(url)).isInstanceOf(IllegalArgumentException.class).hasMessage(SmtpServer.FORM);
    }

    @Test
    void nobody_logs_in_where_no_user_is_set() {
        SmtpServer server = SmtpServer.parse("tls://mail.example.org").as("", "unused");

        assertThat(server.config().getLogin()).isEqualTo(LoginOption.NONE);
        assertThat(server.as("jan", "secret").config().getLogin()).isEqualTo(LoginOption.REQUIRED);
    }

    @Test
    void tls_means_tls_or_not_at_all() {
        MailConfig startTls = SmtpServer.parse("tls://mail.example.org").config();
        MailConfig fromTheStart = SmtpServer.parse("smtps://mail.example.org").config();

        assertThat(startTls.getStarttls()).isEqualTo(StartTLSOptions.REQUIRED);
        assertThat(startTls.isSsl()).isFalse();
        assertThat(fromTheStart.isSsl()).isTrue();
        assertThat(startTls.isTrustAll()).isFalse();
        assertThat(fromTheStart.isTrustAll()).isFalse();
    }

    @Test
    void a_certificate_that_proves_nothing_is_not_looked_at_until_a_password_depends_on_it() {
        SmtpServer relay = SmtpServer.parse("smtp://localhost");

        assertThat(relay.config().isTrustAll()).isTrue();
        assertThat(relay.as("jan", "secret").config().isTrustAll()).isFalse();
    }

    @Test
    void it_never_tells_its_password() {
        assertThat(SmtpServer.parse("tls://jan:secret@mail.example.org")).hasToString("mail.example.org:25");
    }
}
