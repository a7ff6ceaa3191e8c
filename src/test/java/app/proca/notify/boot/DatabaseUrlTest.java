package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(strings = { "postgresql", "postgres", "ecto" })
    void each_scheme_gives_both_clients_their_url(String scheme) {
        DatabaseUrl url = DatabaseUrl.parse(scheme + "://proca:secret@db.example.org:6543/proca_prod");

        assertThat(url.asQuarkusNamesIt()).containsOnly(
                Map.entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example.org:6543/proca_prod"),
                Map.entry("quarkus.datasource.reactive.url", "postgresql://db.example.org:6543/proca_prod"),
                Map.entry("quarkus.datasource.username", "proca"),
                Map.entry("quarkus.datasource.password", "secret"));
    }

    @Test
    void the_port_is_the_usual_one_where_none_is_given() {
        assertThat(DatabaseUrl.parse("postgres://localhost/proca").jdbc()).isEqualTo("jdbc:postgresql://localhost:5432/proca");
    }

    @Test
    void user_and_password_are_decoded() {
        DatabaseUrl url = DatabaseUrl.parse("ecto://an%40user:p%3Aa%2Fs+s%25@localhost/proca");

        assertThat(url.user()).isEqualTo("an@user");
        assertThat(url.password()).isEqualTo("p:a/s+s%");
    }

    @ParameterizedTest
    @CsvSource({ "ssl=true,?sslmode=require", "ssl=false,?sslmode=disable", "sslmode=require,?sslmode=require",
            "pool_size=10,''", "sslmode=prefer&ssl=true,?sslmode=prefer" })
    void options_are_said_as_the_drivers_say_them(String given, String expected) {
        assertThat(DatabaseUrl.parse("ecto://localhost/proca?" + given).reactive())
                .isEqualTo("postgresql://localhost:5432/proca" + expected);
    }

    @ParameterizedTest
    @CsvSource({ "verify-full, HTTPS", "verify-ca, NONE" })
    void both_clients_are_told_whom_to_trust(String mode, String hostNames) {
        Map<String, String> settings =
                DatabaseUrl.parse("ecto://localhost/proca?sslmode=" + mode + "&sslrootcert=pom.xml").asQuarkusNamesIt();

        assertThat(settings).containsOnly(
                Map.entry("quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://localhost:5432/proca?sslmode=" + mode + "&sslrootcert=pom.xml"),
                Map.entry("quarkus.datasource.reactive.url", "postgresql://localhost:5432/proca?sslmode=" + mode),
                Map.entry("quarkus.datasource.reactive.trust-certificate-pem", "true"),
                Map.entry("quarkus.datasource.reactive.trust-certificate-pem.certs", "pom.xml"),
                Map.entry("quarkus.datasource.reactive.hostname-verification-algorithm", hostNames));
    }

    @ParameterizedTest
    @CsvSource({
            "mysql://u:topsecret@h/d, does not begin so",
            "u:topsecret@h/d, does not begin so",
            "'', does not begin so",
            "postgresql://u:topsecret@h, names no database",
            "postgresql://u:topsecret@h/a/b, names no database",
            "postgresql://u:top#secret@h/d, names no",
            "postgresql://u:topsecret^@h/d, has to be written as %XX",
            "postgresql://u:topsecret%zz@h/d, has to be written as %XX",
            "postgresql:///d, names no host",
            "postgresql://u:topsecret@h/d?sslmode=maybe, sslmode that is not known",
            "postgresql://u:topsecret@h/d?sslmode=verify-full, does not say with which certificates",
            "postgresql://u:topsecret@h/d?sslrootcert=/none.pem, has an sslrootcert that cannot be read: /none.pem",
            "postgresql://u:topsecret@h/d?socket=x, has the option socket" })
    void a_wrong_one_is_refused_with_a_sentence_that_keeps_the_password(String given, String sentence) {
        assertThatThrownBy(() -> DatabaseUrl.parse(given)).isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("DATABASE_URL ").hasMessageContaining(sentence).hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void its_text_keeps_the_password() {
        assertThat(DatabaseUrl.parse("ecto://u:topsecret@h/d")).hasToString("postgresql://h:5432/d");
    }
}
