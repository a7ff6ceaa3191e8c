package app.proca.notify.cli.smoke.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class HeardTest {

    private static final Patience LONG = new Patience(Duration.ofMinutes(1));
    private static final Patience SHORT = new Patience(Duration.ofMillis(1));

    private final Heard<String> heard = new Heard<>();

    @Test
    void what_came_before_counts() throws Exception {
        heard.add("one");
        heard.add("two");

        assertThat(heard.await("the second", LONG, "two"::equals)).isEqualTo("two");
        assertThat(heard.all()).containsExactly("one", "two");
    }

    @Test
    void what_comes_meanwhile_ends_the_wait() throws Exception {
        Thread other = new Thread(() -> heard.add("late"));
        other.start();

        assertThat(heard.await("it", LONG, "late"::equals)).isEqualTo("late");
        other.join();
    }

    @Test
    void once_nothing_can_come_nobody_waits() {
        heard.add("one");
        heard.end("the queue was deleted");

        assertThatThrownBy(() -> heard.await("the second", LONG, "two"::equals)).isInstanceOf(NotSeen.class)
                .hasMessage("the second did not come: the queue was deleted");
    }

    @Test
    void what_does_not_come_in_time_is_missed() {
        assertThatThrownBy(() -> heard.await("it", SHORT, any -> true)).isInstanceOf(NotSeen.class)
                .hasMessage("it did not come within 0.001s");
    }
}
