package app.proca.notify.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Trouble;

class AlertTest {

    private record Settings(Duration after, Duration quiet, Duration every) implements AlertSettings {}

    private static final Settings USUAL = new Settings(Duration.ofHours(1), Duration.ofHours(24), Duration.ofMinutes(1));
    private static final Instant NOW = Instant.parse("2026-11-24T15:05:00Z");
    private static final QueueName QUEUE = QueueName.worker(5, "webhook");

    @Test
    void what_lasts_too_long_is_told_and_not_before() {
        assertThat(told(null, failingFor(Duration.ofMinutes(59)))).isEqualTo(Alert.NOTHING);
        assertThat(told(null, failingFor(Duration.ofMinutes(60)))).isEqualTo(Alert.MISSED);
    }

    @Test
    void it_is_told_once_however_long_it_lasts() {
        assertThat(told(open(Duration.ofMinutes(1)), failingFor(Duration.ofHours(2)))).isEqualTo(Alert.NOTHING);
        assertThat(told(open(Duration.ofDays(3)), failingFor(Duration.ofDays(3)))).isEqualTo(Alert.NOTHING);
    }

    @Test
    void a_second_time_within_a_day_is_told_once_the_day_is_over_where_it_still_lasts() {
        assertThat(told(closed(Duration.ofHours(23)), failingFor(Duration.ofHours(4)))).isEqualTo(Alert.NOTHING);
        assertThat(told(closed(Duration.ofHours(24)), failingFor(Duration.ofHours(5)))).isEqualTo(Alert.MISSED);
    }

    @Test
    void a_success_after_it_was_told_is_told_once() {
        Trouble over = failingFor(Duration.ofHours(2)).took(NOW);

        assertThat(told(open(Duration.ofHours(1)), over)).isEqualTo(Alert.RECOVERED);
        assertThat(told(closed(Duration.ofHours(1)), over)).isEqualTo(Alert.NOTHING);
        assertThat(told(null, over)).isEqualTo(Alert.NOTHING);
    }

    @Test
    void what_fails_anew_after_a_success_is_another_time() {
        Trouble again = failingFor(Duration.ofHours(2)).took(NOW.minusSeconds(60)).failed(NOW, "it answered 500");

        assertThat(told(open(Duration.ofHours(1)), again)).isEqualTo(Alert.RECOVERED);
        assertThat(told(closed(Duration.ofHours(1)), again)).isEqualTo(Alert.NOTHING);
    }

    @Test
    void where_nobody_tries_any_more_nothing_is_claimed() {
        Trouble rests = Trouble.failing(QUEUE, 5, NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(1)), "");

        assertThat(told(null, rests)).isEqualTo(Alert.NOTHING);
        assertThat(told(open(Duration.ofHours(2)), rests)).isEqualTo(Alert.OVER);
    }

    private static Alert told(@Nullable Told before, Trouble trouble) {
        return Alert.of(before, trouble, NOW, USUAL);
    }

    private static Trouble failingFor(Duration time) {
        return Trouble.failing(QUEUE, 5, NOW.minus(time), NOW.minusSeconds(30), "it answered 401");
    }

    private static Told open(Duration ago) {
        return new Told(NOW.minus(ago).minus(USUAL.after()), true, NOW.minus(ago));
    }

    private static Told closed(Duration ago) {
        return new Told(NOW.minus(ago).minus(USUAL.after()), false, NOW.minus(ago));
    }
}
