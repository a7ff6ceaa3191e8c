package app.proca.notify.queue.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.topology.QueueName;

class AbsencesTest {

    private static final QueueName QUEUE = new QueueName("wrk.5.email.supporter");
    private static final double IN_THE_MIDDLE = 0.5;

    private Instant now = Instant.parse("2026-11-23T23:44:48Z");
    private final Absences absences = new Absences(new Clock() {
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
    });

    @Test
    void those_that_meet_the_same_absence_wait_for_the_same_moment() {
        Duration first = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);
        now = now.plusMillis(300);

        Duration second = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);

        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        assertThat(second).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void waits_grow_to_a_minute_and_begin_anew_when_nobody_met_the_absence_for_a_while() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            longest = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);
            now = now.plus(longest);
        }
        now = now.plusSeconds(61);

        Duration afterwards = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);

        assertThat(longest).isEqualTo(Duration.ofMinutes(1));
        assertThat(afterwards).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void another_other_side_is_not_blamed_for_the_last_one() {
        Duration first = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);
        now = now.plus(first);
        absences.end(QUEUE);

        Duration ofTheOther = absences.rest(QUEUE, Duration.ZERO, IN_THE_MIDDLE);

        assertThat(ofTheOther).isEqualTo(first);
    }

    @Test
    void a_wait_that_was_asked_for_holds_for_all() {
        Duration asked = absences.rest(QUEUE, Duration.ofMinutes(2), IN_THE_MIDDLE);
        now = now.plusSeconds(20);

        Duration ofTheNext = absences.rest(QUEUE, Duration.ofSeconds(3), IN_THE_MIDDLE);

        assertThat(asked).isEqualTo(Duration.ofMinutes(2));
        assertThat(ofTheNext).isEqualTo(Duration.ofSeconds(100));
    }
}
