package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    @Test
    void urls_are_handed_on_under_quarkus_names() {
        Environment environment = new Environment(
                Map.of("DATABASE_URL", "ecto://u:p@h/d", "AMQP_URL", "amqp://guest:guest@mq/%2f")::get);

        assertThat(environment.asQuarkusNamesIt())
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://h:5432/d")
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://h:5432/d")
                .containsEntry("proca.broker.url", "amqp://guest:guest@mq/%2f");
    }

    @Test
    void a_certificate_and_its_key_let_the_service_speak_https() {
        assertThat(new Environment(Map.of("HTTPS_CERTFILE", "pom.xml", "HTTPS_KEYFILE", "README.md", "HTTPS_PORT", "4443")::get)
                .asQuarkusNamesIt()).containsOnly(Map.entry("quarkus.http.tls-configuration-name", "http"),
                        Map.entry("quarkus.http.ssl-port", "4443"), Map.entry("quarkus.tls.http.key-store.pem.0.cert", "pom.xml"),
                        Map.entry("quarkus.tls.http.key-store.pem.0.key", "README.md"));
    }

    @Test
    void an_empty_value_counts_as_not_given() {
        assertThat(new Environment(Map.of("DATABASE_URL", " ")::get).asQuarkusNamesIt()).isEmpty();
    }

    @Test
    void a_missing_variable_is_named_with_its_form() {
        assertThatThrownBy(() -> new Environment(Map.<String, String>of()::get)
                .require("DATABASE_URL", "quarkus.datasource.reactive.url", DatabaseUrl.FORM))
                .hasMessageStartingWith("DATABASE_URL is not set. DATABASE_URL must look like postgresql://");
    }

    @Test
    void quarkus_own_name_does_as_well() {
        Environment environment = new Environment(Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://h/d")::get);

        assertThatCode(() -> environment.require("DATABASE_URL", "quarkus.datasource.reactive.url", DatabaseUrl.FORM))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PORT | http | PORT must be a number from 0 (any free port) to 65535; it is http.",
            "PORT | 70000 | PORT must be a number", "PORT | -1 | PORT must be a number",
            "LISTEN_IP | localhost | LISTEN_IP must be an IP address", "LISTEN_IP | 1.2.3 | LISTEN_IP must be an IP address",
            "LISTEN_IP | 1.2.3.256 | LISTEN_IP must be an IP address",
            "MAX_BODY_SIZE | big | MAX_BODY_SIZE must be a number of bytes", "MAX_BODY_SIZE | 0 | MAX_BODY_SIZE must be",
            "MAX_BODY_SIZE | -1 | MAX_BODY_SIZE must be", "MAX_BODY_SIZE | 2G | MAX_BODY_SIZE must be",
            "MAX_BODY_SIZE | 1.5M | MAX_BODY_SIZE must be", "MAX_BODY_SIZE | 9999999999G | MAX_BODY_SIZE must be",
            "DOMAIN | https://example.org | DOMAIN must be a host name", "DOMAIN | example.org/x | DOMAIN must be a host name",
            "ORG_NAME | our org | ORG_NAME must be a name of letters", "ORG_NAME | ürg | ORG_NAME must be a name of letters",
            "ADMIN_EMAIL | nobody | ADMIN_EMAIL must be a mail address, like admin@example.org.",
            "ADMIN_EMAIL | a b@example.org | ADMIN_EMAIL must be", "ADMIN_EMAIL | a:b@example.org | ADMIN_EMAIL must be",
            "ADMIN_PASSWORD | short | ADMIN_PASSWORD must be 12 characters or more, and 72 bytes or less.",
            "PROCA_QUEUES_RETRY_DELAY | soon | PROCA_QUEUES_RETRY_DELAY must be a time, like 30s, 5m or 12h, or 0; it is soon.",
            "PROCA_QUEUES_RETRY_DELAY | -5s | PROCA_QUEUES_RETRY_DELAY must be a time",
            "PROCA_QUEUES_RETRY_DELAY | 0s | PROCA_QUEUES_RETRY_DELAY must be a time",
            "PROCA_QUEUES_TYPE | stream | PROCA_QUEUES_TYPE must be classic or quorum; it is stream.",
            "PROCA_WEBHOOK_ALLOWED_ADDRESSES | localhost | PROCA_WEBHOOK_ALLOWED_ADDRESSES must be networks like 10.1.0.0/16",
            "PROCA_ALERTS_AFTER | never | PROCA_ALERTS_AFTER must be a time, like 30m or 1h, or 0; it is never.",
            "PROCA_ALERTS_QUIET | 0 | PROCA_ALERTS_QUIET must be a time",
            "PROCA_OUTBOX_KEEP | 7 days | PROCA_OUTBOX_KEEP must be a time",
            "PROCA_OUTBOX_KEEP | 99999999999999999999d | PROCA_OUTBOX_KEEP must be a time",
            "PROCA_OUTBOX_MAX_ATTEMPTS | 0 | PROCA_OUTBOX_MAX_ATTEMPTS must be a number from 1 to 1000; it is 0.",
            "PROCA_OUTBOX_MAX_ATTEMPTS | many | PROCA_OUTBOX_MAX_ATTEMPTS must be a number",
            "PROCA_OUTBOX_DELIVERY_LIMIT | x | PROCA_OUTBOX_DELIVERY_LIMIT must be a time",
            "PROCA_DATABASE_STANDSTILL | PT30S | PROCA_DATABASE_STANDSTILL must be a time as PostgreSQL writes it",
            "PROCA_METRICS_TOKEN | guess me | PROCA_METRICS_TOKEN must be 16 characters or more, without spaces.",
            "PROCA_METRICS_QUEUES | 0 | PROCA_METRICS_QUEUES must be a number from 1 to 1000; it is 0.",
            "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4317 | OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://collector:4317",
            "OTEL_EXPORTER_OTLP_PROTOCOL | http/json | OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http/protobuf; it is http/json.",
            "PROCA_LOG_FORMAT | xml | PROCA_LOG_FORMAT must be text or json; it is xml.",
            "PROCA_HEALTH_OUTBOX_LATE_AFTER | x | PROCA_HEALTH_OUTBOX_LATE_AFTER must be a time",
            "PROCA_API_INTROSPECTION | off | PROCA_API_INTROSPECTION must be true or false; it is off.",
            "PROCA_HSTS | yes | PROCA_HSTS must be like max-age=31536000; includeSubDomains; it is yes.",
            "PROCA_HSTS | max-age=1; evil: x | PROCA_HSTS must be like", "HTTPS_PORT | https | HTTPS_PORT must be a number",
            "HTTPS_CERTFILE | pom.xml | HTTPS_KEYFILE must name a file that can be read",
            "HTTPS_KEYFILE | pom.xml | HTTPS_CERTFILE must name a file that can be read",
            "AMQP_CACERTFILE | /none.pem | AMQP_CACERTFILE must be a file that can be read",
            "AMQP_CERTFILE | /none.pem | AMQP_CERTFILE must be a file", "AMQP_KEYFILE | /none.pem | AMQP_KEYFILE must be a file",
            "AMQP_URL | x | AMQP_URL must look like", "DATABASE_URL | mysql://h/d | DATABASE_URL must look like" })
    void a_wrong_value_is_refused_with_a_sentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> new Environment(Map.of(name, value)::get).check())
                .isInstanceOf(WrongSetting.class).hasMessageStartingWith(sentence);
    }

    @Test
    void a_name_and_a_password_that_are_too_long_are_refused() {
        assertThatThrownBy(() -> new Environment(Map.of("ORG_NAME", "x".repeat(256))::get).check())
                .hasMessageStartingWith("ORG_NAME must be");
        assertThatThrownBy(() -> new Environment(Map.of("ADMIN_PASSWORD", "ü".repeat(37))::get).check())
                .hasMessageStartingWith("ADMIN_PASSWORD must be");
    }

    @Test
    void what_is_secret_or_personal_is_not_repeated() {
        assertThatThrownBy(() -> new Environment(Map.of("ADMIN_PASSWORD", "hush")::get).check()).message()
                .doesNotContain("hush");
        assertThatThrownBy(() -> new Environment(Map.of("JWT_SECRET", "hush")::get).check())
                .hasMessage("JWT_SECRET must be 32 bytes or more.");
        assertThatThrownBy(() -> new Environment(Map.of("PROCA_BOUNCES_SECRET", "hush hush, hush hush")::get).check())
                .hasMessage("PROCA_BOUNCES_SECRET must be 16 characters or more, without spaces.");
        assertThatThrownBy(() -> new Environment(Map.of("ADMIN_EMAIL", "jo at home")::get).check()).message()
                .doesNotContain("jo at home");
    }

    @ParameterizedTest
    @CsvSource({ "JWKS_URL, id.example.org", "JWKS_URL, file:///keys", "JWT_EMAIL, e mail", "JWT_EMAIL, email..address",
            "ALLOW_UNVERIFIED_EMAIL, maybe" })
    void what_says_how_jwts_are_taken_has_a_form(String name, String value) {
        assertThatThrownBy(() -> new Environment(Map.of(name, value)::get).check()).hasMessageStartingWith(name + " must be");
    }

    @ParameterizedTest
    @CsvSource({ "PORT, 0, quarkus.http.port", "LISTEN_IP, ::1, quarkus.http.host",
            "MAX_BODY_SIZE, 500k, quarkus.http.limits.max-body-size", "DOMAIN, localhost:4000, proca.instance.domain",
            "ORG_NAME, our_org-1, proca.instance.org-name", "ADMIN_EMAIL, admin@localhost, proca.instance.admin-email",
            "ADMIN_PASSWORD, a test of a password, proca.instance.admin-password",
            "FINGERPRINT_SEED, säed, proca.supporter.fingerprint-seed", "PROCA_QUEUES_RETRY_DELAY, 10m, proca.queues.retry-delay",
            "JWT_SECRET, a secret that is long enough for it, proca.jwt.secret",
            "JWKS_URL, https://id.example.org/.well-known/jwks.json, proca.jwt.jwks-url",
            "JWT_EMAIL, session.identity.emails.[].email, proca.jwt.email",
            "JWT_EMAIL_VERIFIED, email_verified, proca.jwt.email-verified",
            "ALLOW_UNVERIFIED_EMAIL, true, proca.jwt.allow-unverified-email",
            "PROCA_JWT_AUDIENCE, proca, proca.jwt.audience",
            "PROCA_SIGN_IN_WRONG_PASSWORDS_PER_ADDRESS, 60, proca.sign-in.wrong-passwords-per-address",
            "PROCA_SIGN_IN_WRONG_PASSWORDS_PER_USER, 10, proca.sign-in.wrong-passwords-per-user",
            "PROCA_SIGN_IN_WRONG_PASSWORDS_WITHIN, 2m, proca.sign-in.wrong-passwords-within",
            "PROCA_QUEUES_TYPE, quorum, proca.queues.type",
            "PROCA_WEBHOOK_ALLOWED_ADDRESSES, '10.1.0.0/16, fd00::1', proca.webhook.allowed-addresses",
            "PROCA_ALERTS_AFTER, 0, proca.alerts.after", "PROCA_ALERTS_QUIET, 12h, proca.alerts.quiet",
            "PROCA_OUTBOX_KEEP, 7d, proca.outbox.keep",
            "PROCA_OUTBOX_MAX_ATTEMPTS, 12, proca.outbox.max-attempts",
            "PROCA_BOUNCES_SECRET, 0123456789-abcdef, proca.bounces.secret",
            "PROCA_METRICS_TOKEN, 0123456789-abcdef, proca.metrics.token", "PROCA_METRICS_QUEUES, 50, proca.metrics.most-queues",
            "OTEL_EXPORTER_OTLP_PROTOCOL, http/protobuf, quarkus.otel.exporter.otlp.protocol",
            "PROCA_HEALTH_OUTBOX_LATE_AFTER, 90, proca.health.outbox-late-after" })
    void a_right_value_is_handed_on(String name, String value, String setting) {
        assertThat(new Environment(Map.of(name, value)::get).asQuarkusNamesIt()).containsExactly(Map.entry(setting, value));
    }

    @Test
    void who_says_where_traces_go_wants_them() {
        assertThat(new Environment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")::get).asQuarkusNamesIt())
                .containsOnly(Map.entry("quarkus.otel.exporter.otlp.endpoint", "http://collector:4317"),
                        Map.entry("quarkus.otel.sdk.disabled", "false"));
    }

    @ParameterizedTest
    @CsvSource({ "json, true", "text, false" })
    void the_log_is_json_where_wanted(String format, String json) {
        assertThat(new Environment(Map.of("PROCA_LOG_FORMAT", format)::get).asQuarkusNamesIt())
                .containsExactly(Map.entry("quarkus.log.console.json.enabled", json));
    }
}
