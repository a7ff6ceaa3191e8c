package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), 12);

    @Test
    void delays_double_until_the_longest() {
        assertThat(POLICY.delayAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(POLICY.delayAfter(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(POLICY.delayAfter(9, 0.5)).isEqualTo(Duration.ofSeconds(256));
        assertThat(POLICY.delayAfter(10, 0.5)).isEqualTo(Duration.ofMinutes(5));
        assertThat(POLICY.delayAfter(Integer.MAX_VALUE, 0.5)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void delays_are_spread_by_a_fifth_both_ways() {
        assertThat(POLICY.delayAfter(1, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(POLICY.delayAfter(1, 1)).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void it_gives_up_after_the_last_attempt() {
        assertThat(POLICY.givesUpAfter(11)).isFalse();
        assertThat(POLICY.givesUpAfter(12)).isTrue();
    }

    @Test
    void senseless_settings_are_refused_in_words() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("first-retry");
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
