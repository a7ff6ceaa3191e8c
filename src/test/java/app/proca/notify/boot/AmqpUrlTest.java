package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpUrlTest {

    @ParameterizedTest
    @ValueSource(strings = { "amqp://guest:guest@localhost:5672/%2f", "amqps://user:p%40ss@mq.example.org/proca",
            "amqp://localhost",
            "amqp://u:p@h/" })
    void what_a_broker_client_takes_is_taken(String given) {
        assertThat(AmqpUrl.parse(given).text()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
            "http://u:topsecret@h, does not begin so",
            "localhost:5672, does not begin so",
            "amqp://, has to be written as %XX",
            "amqp://u:top secret@h/v, has to be written as %XX",
            "amqp:///vhost, names no host",
            "amqp://u:topsecret@h//, more than one part" })
    void a_wrong_one_is_refused_with_a_sentence_that_keeps_the_password(String given, String sentence) {
        assertThatThrownBy(() -> AmqpUrl.parse(given)).isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("AMQP_URL ").hasMessageContaining(sentence).hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
