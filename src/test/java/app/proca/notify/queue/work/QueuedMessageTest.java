package app.proca.notify.queue.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.broker.Arrival;
import io.vertx.core.buffer.Buffer;

class QueuedMessageTest {

    private static final Job JOB = new Job(5, "webhook", "");

    @Test
    void returns_are_what_its_own_queue_rejected() {
        QueuedMessage message = with(List.of(
                Map.of("queue", "org.5.fail", "reason", "expired", "count", 7L),
                Map.of("queue", "wrk.5.webhook", "reason", "rejected", "count", 7L),
                Map.of("queue", "wrk.5.webhook", "reason", "expired", "count", 2L),
                Map.of("queue", "wrk.5.webhook", "reason", "delivery_limit", "count", 4L),
                Map.of("queue", "wrk.5.sqs", "reason", "rejected", "count", 3L)));

        assertThat(message.returns()).isEqualTo(7);
    }

    @Test
    void a_message_that_never_failed_has_no_returns() {
        QueuedMessage message = QueuedMessage.of(JOB, arrival(Map.of()));

        assertThat(message.returns()).isZero();
    }

    @Test
    void headers_that_a_stranger_made_up_are_no_returns() {
        assertThat(with("often").returns()).isZero();
        assertThat(with(List.of("often", Map.of("queue", "wrk.5.webhook", "reason", "rejected", "count", "9"))).returns())
                .isZero();
    }

    private static QueuedMessage with(Object deaths) {
        return QueuedMessage.of(JOB, arrival(Map.of("x-death", deaths)));
    }

    private static Arrival arrival(Map<String, Object> headers) {
        return new Arrival("", "wrk.5.webhook", "id", null, null, null, headers, Buffer.buffer("{}"));
    }
}
