package app.proca.notify.queue.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.broker.Publication;

class EnvelopeTest {

    private static final Publication INNER =
            new Publication("", "wrk.2.webhook", "id", "kind", Instant.EPOCH, new byte[0]);

    @Test
    void a_message_goes_back_with_what_it_carried() {
        Publication back = Envelope.read("""
                {"messageId":"7","type":"deliver","contentType":"text/plain","timestamp":"2026-11-25T08:00:00Z","exchange":"org.2.deliver",
                 "headers":{"text":"a","number":5,"share":0.5,"list":[1,{"a":true}]}}""").around(INNER);

        assertThat(back.messageId() + " " + back.type() + " " + back.contentType() + " " + back.createdAt())
                .isEqualTo("7 deliver text/plain 2026-11-25T08:00:00Z");
        assertThat(back.routingKey()).isEqualTo("wrk.2.webhook");
        assertThat(back.headers())
                .isEqualTo(Map.of("text", "a", "number", 5, "share", 0.5, "list", List.of(1, Map.of("a", true))));
    }

    @Test
    void what_the_broker_noted_stays_behind_so_that_all_attempts_are_before_it() {
        Publication back = Envelope.read("""
                {"headers":{"x-death":[{"queue":"wrk.2.webhook","reason":"rejected","count":3}],"x-first-death-queue":"wrk.2.webhook",
                 "x-last-death-reason":"rejected","x-delivery-count":4,"x-mine":"stays"}}""").around(INNER);

        assertThat(back.headers()).isEqualTo(Map.of("x-mine", "stays"));
    }

    @Test
    void what_it_did_not_carry_is_the_outboxs() {
        Publication back = Envelope.read("{\"type\":null,\"timestamp\":\"never\"}").around(INNER);

        assertThat(back).isEqualTo(INNER);
    }
}
