package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class MissingExchangesTest {

    private final AtomicLong now = new AtomicLong();
    private final MissingExchanges missing = new MissingExchanges(now::get);

    @Test
    void an_exchange_is_known_to_be_missing_for_a_moment() {
        missing.add("org.1.event");

        assertThat(missing.contains("org.1.event")).isTrue();
        assertThat(missing.contains("org.2.event")).isFalse();
    }

    @Test
    void then_the_broker_is_asked_again() {
        missing.add("org.1.event");
        now.addAndGet(600_000_000);

        assertThat(missing.contains("org.1.event")).isFalse();
    }

    @Test
    void it_is_news_once() {
        assertThat(missing.add("org.1.event")).isTrue();
        assertThat(missing.add("org.1.event")).isFalse();
    }
}
