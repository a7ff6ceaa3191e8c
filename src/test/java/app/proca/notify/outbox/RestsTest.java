package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class RestsTest {

    private final SteppedClock clock = new SteppedClock();
    private final Rests rests = new Rests(clock);

    @Test
    void only_relayed_channels_are_ever_awake() {
        assertThat(rests.awake()).containsExactly(Channel.TOPOLOGY, Channel.BROKER);
    }

    @Test
    void a_resting_channel_wakes_when_its_rest_is_over() {
        Duration rest = rests.rest(Channel.BROKER, 0.5);

        assertThat(rests.awake()).containsExactly(Channel.TOPOLOGY);
        clock.step(rest);
        assertThat(rests.awake()).contains(Channel.BROKER);
    }

    @Test
    void rests_of_one_absence_grow_and_end_with_the_first_answer() {
        Duration first = rests.rest(Channel.BROKER, 0.5);
        clock.step(first);
        Duration second = rests.rest(Channel.BROKER, 0.5);
        clock.step(second);
        rests.end(Channel.BROKER);

        assertThat(second).isGreaterThan(first);
        assertThat(rests.rest(Channel.BROKER, 0.5)).isEqualTo(first);
    }

    @Test
    void lanes_that_meet_the_same_absence_count_once() {
        Duration first = rests.rest(Channel.BROKER, 0.5);

        assertThat(rests.rest(Channel.BROKER, 0.5)).isEqualTo(first);
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void step(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
