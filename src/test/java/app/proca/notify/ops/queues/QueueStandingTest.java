package app.proca.notify.ops.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import app.proca.notify.queue.broker.Looks.Depth;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Rates;

class QueueStandingTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final KnownQueue WORKED = new KnownQueue(new QueueName("wrk.5.webhook"), "", "webhook", true, false);
    private static final KnownQueue OWN = new KnownQueue(new QueueName("cus.5.deliver"), "", null, true, false);
    private static final KnownQueue LEFT = new KnownQueue(new QueueName("cus.5.deliver"), "", null, false, false);
    private static final KnownQueue RESTING = new KnownQueue(new QueueName("org.5.fail"), "", null, true, true);

    @Test
    void what_is_wrong_is_said_in_words() {
        assertThat(standing(WORKED, new Depth(3, 2), false, null).notice()).isNull();
        assertThat(standing(WORKED, new Depth(3, 0), false, null).notice())
                .isEqualTo("Nobody reads wrk.5.webhook: 3 messages wait.");
        assertThat(standing(WORKED, new Depth(1, 0), true, NOW).notice())
                .isEqualTo("All workers of the org are stopped: 1 message waits.");
        assertThat(standing(WORKED, new Depth(0, 0), false, NOW).notice())
                .isEqualTo("The worker webhook is paused since 2026-11-25T09:00:00Z: no message waits.");
        assertThat(standing(OWN, new Depth(312, 0), true, null).notice())
                .isEqualTo("Nobody reads cus.5.deliver: 312 messages wait.");
        assertThat(standing(LEFT, new Depth(2, 1), false, null).notice())
                .isEqualTo("The settings of the org send nothing to cus.5.deliver any more: 2 messages wait there.");
        assertThat(standing(OWN, null, false, null).notice()).startsWith("The queue cus.5.deliver is not there");
        assertThat(standing(RESTING, new Depth(2, 0), false, null).notice()).isNull();
    }

    @Test
    void the_first_that_tells_since_when_it_rests_bounds_those_before_it() {
        Duration delay = Duration.ofSeconds(30);
        Head untold = new Head("a", null, new Head.Resting("cus.5.deliver", "rejected", 2, null));
        Head told = new Head("b", null, new Head.Resting("cus.5.deliver", "rejected", 1, NOW.minusSeconds(10)));

        assertThat(resting(untold, told).nextDue(NOW, delay)).isEqualTo(NOW.plusSeconds(20));
        assertThat(resting(untold).nextDue(NOW, delay)).isEqualTo(NOW.plusSeconds(30));
        assertThat(standing(RESTING, new Depth(0, 0), false, null).nextDue(NOW, delay)).isNull();
    }

    private static QueueStanding resting(Head... heads) {
        return new QueueStanding(RESTING, new Depth(heads.length, 0), false, null, List.of(heads), new Rates.Rate(0, 0),
                Optional.empty());
    }

    private static QueueStanding standing(KnownQueue queue, @Nullable Depth depth, boolean stopped, @Nullable Instant paused) {
        return new QueueStanding(queue, depth, stopped, paused, List.of(), new Rates.Rate(0, 0), Optional.empty());
    }
}
