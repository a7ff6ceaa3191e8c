package app.proca.notify.outbox;

import static app.proca.notify.outbox.SomeNotification.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

class RestsTest {

    private static final Counterpart BROKER = Counterpart.of(Channel.BROKER);

    private final SteppedClock clock = new SteppedClock();
    private final Rests rests = new Rests(clock);

    @Test
    void only_the_channels_of_a_route_are_ever_awake_on_it() {
        assertThat(rests.awake(Route.BROKER)).containsExactly(Channel.TOPOLOGY, Channel.BROKER);
        assertThat(rests.awake(Route.MAIL)).containsExactly(Channel.MAIL);
    }

    @Test
    void a_resting_channel_wakes_when_its_rest_is_over() {
        Duration rest = rests.rest(BROKER, 0.5);

        assertThat(rests.awake(Route.BROKER)).containsExactly(Channel.TOPOLOGY);
        clock.step(rest);
        assertThat(rests.awake(Route.BROKER)).contains(Channel.BROKER);
    }

    @Test
    void rests_of_one_absence_grow_and_end_with_the_first_answer() {
        Duration first = rests.rest(BROKER, 0.5);
        clock.step(first);
        Duration second = rests.rest(BROKER, 0.5);
        clock.step(second);
        rests.end(BROKER);

        assertThat(second).isGreaterThan(first);
        assertThat(rests.rest(BROKER, 0.5)).isEqualTo(first);
    }

    @Test
    void lanes_that_meet_the_same_absence_count_once() {
        Duration first = rests.rest(BROKER, 0.5);

        assertThat(rests.rest(BROKER, 0.5)).isEqualTo(first);
    }

    @Test
    void an_address_rests_alone() {
        Duration rest = rests.rest(new Counterpart(Channel.MAIL, "org:1"), 0.5);

        assertThat(rests.resting(Route.MAIL)).containsExactly("org:1");
        assertThat(rests.resting(Route.BROKER)).isEmpty();
        assertThat(rests.awake(Route.MAIL)).containsExactly(Channel.MAIL);
        clock.step(rest);
        assertThat(rests.resting(Route.MAIL)).isEmpty();
    }

    @Test
    void an_address_that_stays_away_is_asked_every_two_minutes_in_the_end() {
        Counterpart address = new Counterpart(Channel.MAIL, "org:1");
        Duration rest = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            rest = rests.rest(address, 0.5);
            clock.step(rest);
        }

        assertThat(rest).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void an_address_that_was_away_is_asked_with_one_notification_first() {
        Notification first = aNotification(1).through(Channel.MAIL).build();
        Notification second = aNotification(2).through(Channel.MAIL).build();
        Notification elsewhere = aNotification(3).through(Channel.MAIL).ofOrg(2).build();
        List<Notification> due = List.of(first, second, elsewhere, elsewhere);
        Duration rest = rests.rest(Counterpart.addressOf(first), 0.5);
        clock.step(rest);

        assertThat(rests.probes(due)).containsExactly(first, elsewhere, elsewhere);
        rests.end(Counterpart.addressOf(first));
        assertThat(rests.probes(due)).isEqualTo(due);
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
