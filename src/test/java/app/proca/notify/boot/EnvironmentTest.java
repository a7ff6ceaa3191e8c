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
    @CsvSource({ "PORT, http, PORT must be a number", "PORT, 70000, PORT must be a number",
            "MAX_BODY_SIZE, big, MAX_BODY_SIZE must be",
            "ADMIN_EMAIL, nobody, ADMIN_EMAIL must be a mail address", "AMQP_URL, x, AMQP_URL must look like" })
    void a_wrong_value_is_refused_with_a_sentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> new Environment(Map.of(name, value)::get).check())
                .isInstanceOf(WrongSetting.class).hasMessageStartingWith(sentence);
    }
}
