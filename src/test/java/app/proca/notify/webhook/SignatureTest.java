package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.standardwebhooks.Webhook;

import io.vertx.core.buffer.Buffer;

class SignatureTest {

    private static final String OLD = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I=";
    private static final Buffer BODY = Buffer.buffer("{\"title\":\"Zażółć\"}");

    @Test
    void the_example_of_the_specification_comes_out() {
        String signature = Signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Buffer.buffer("{\"test\": 2432232314}"),
                List.of(OLD));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void receivers_verify_with_each_of_the_secrets_and_with_no_other() {
        long now = Instant.now().getEpochSecond();
        Map<String, List<String>> headers = headers(now, Signature.of("id-1", now, BODY, List.of(NEW, OLD)));

        assertThatCode(() -> new Webhook("whsec_" + NEW).verify(BODY.toString(), headers)).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook("whsec_" + OLD).verify(BODY.toString(), headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook("whsec_" + "AAAA" + NEW).verify(BODY.toString(), headers)).isNotNull();
        assertThatThrownBy(() -> new Webhook("whsec_" + NEW).verify("{}", headers)).isNotNull();
    }

    private static Map<String, List<String>> headers(long timestamp, String signature) {
        return Map.of("webhook-id", List.of("id-1"), "webhook-timestamp", List.of(Long.toString(timestamp)),
                "webhook-signature", List.of(signature));
    }
}
