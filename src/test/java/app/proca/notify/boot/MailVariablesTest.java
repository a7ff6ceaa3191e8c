package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class MailVariablesTest {

    @Test
    void a_url_with_a_log_in_becomes_the_mailers_settings() {
        assertThat(settings(Map.of("SMTP_URL", "tls://jan%40example.org:secret@mail.example.org:587")))
                .containsAllEntriesOf(Map.of("quarkus.mailer.host", "mail.example.org", "quarkus.mailer.port", "587",
                        "quarkus.mailer.tls", "false", "quarkus.mailer.start-tls", "REQUIRED", "quarkus.mailer.login", "REQUIRED",
                        "quarkus.mailer.username", "jan@example.org", "quarkus.mailer.password", "secret",
                        "quarkus.mailer.trust-all", "false", "proca.mail.default-backend", "mailer"));
    }

    @Test
    void nobody_logs_in_without_a_user() {
        assertThat(settings(Map.of("SMTP_URL", "smtps://mail.example.org")))
                .containsEntry("quarkus.mailer.login", "NONE").containsEntry("quarkus.mailer.tls", "true")
                .containsEntry("quarkus.mailer.port", "465").doesNotContainKey("quarkus.mailer.username");
    }

    @Test
    void certificates_are_trusted_by_all_mail_servers_clients() {
        assertThat(settings(Map.of("SMTP_CACERTFILE", "/etc/ssl/mail.pem"))).containsOnly(
                Map.entry("quarkus.tls.mail.trust-store.pem.certs", "/etc/ssl/mail.pem"),
                Map.entry("quarkus.mailer.tls-configuration-name", "mail"));
    }

    @Test
    void without_any_of_them_nothing_is_said() {
        assertThat(settings(Map.of())).isEmpty();
    }

    @Test
    void a_wrong_value_is_refused_with_a_sentence_that_tells_no_password() {
        assertThatThrownBy(() -> settings(Map.of("SMTP_URL", "mail.example.org:secret")))
                .isInstanceOf(WrongSetting.class).hasMessageStartingWith("SMTP_URL must look like tls://host:port")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings(Map.of("MAIL_FROM", "nobody")))
                .isInstanceOf(WrongSetting.class).hasMessageStartingWith("MAIL_FROM must be a mail address");
    }

    private static Map<String, String> settings(Map<String, String> environment) {
        return MailVariables.asQuarkusNamesIt(name -> Optional.ofNullable(environment.get(name)));
    }
}
