package app.proca.notify.queue.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.broker.Verdict;
import app.proca.notify.queue.topology.QueueName;

class RatesTest {

    private static final QueueName QUEUE = new QueueName("wrk.5.webhook");

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-11-25T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void only_the_last_minute_counts() {
        Ticking clock = new Ticking();
        Rates rates = new Rates(clock);
        for (int i = 0; i < 30; i++) {
            rates.count(QUEUE, Verdict.TAKEN);
        }
        clock.now = clock.now.plusSeconds(30);
        rates.count(QUEUE, Verdict.TAKEN);
        rates.count(QUEUE, Verdict.REJECTED);
        rates.count(QUEUE, Verdict.RETURNED);

        assertThat(rates.of(QUEUE)).isEqualTo(new Rates.Rate(31.0 / 60, 2.0 / 60));
        clock.now = clock.now.plusSeconds(30);
        assertThat(rates.of(QUEUE)).isEqualTo(new Rates.Rate(1.0 / 60, 2.0 / 60));
        clock.now = clock.now.plusSeconds(30);
        assertThat(rates.of(QUEUE)).isEqualTo(new Rates.Rate(0, 0));
        assertThat(rates.of(new QueueName("wrk.6.webhook"))).isEqualTo(new Rates.Rate(0, 0));
    }
}
