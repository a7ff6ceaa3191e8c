package app.proca.notify.outbox;

import static app.proca.notify.outbox.SomeNotification.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.outbox.Settlement.Attempt;
import app.proca.notify.outbox.Settlement.Park;
import app.proca.notify.outbox.Settlement.Retry;

class SettlementTest {

    private static final RetryPolicy THREE_ATTEMPTS = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), 3);
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome REFUSED = new Outcome.Failed("nacked");

    @Test
    void confirmed_ones_are_delivered_and_returned_ones_are_unrouted() {
        Settlement settlement = settle(
                new Attempt(aNotification(1).build(), DELIVERED),
                new Attempt(aNotification(2).build(), new Outcome.Unrouted("NO_ROUTE")));

        assertThat(settlement.delivered()).containsExactly(1L);
        assertThat(settlement.unrouted()).containsExactly(new Settlement.Unrouted(2, "NO_ROUTE"));
        assertThat(settlement.retries()).isEmpty();
    }

    @Test
    void a_refused_one_is_retried_later_each_time() {
        Settlement first = settle(new Attempt(aNotification(1).build(), REFUSED));
        Settlement second = settle(new Attempt(aNotification(1).refused(1).build(), REFUSED));

        assertThat(first.retries()).containsExactly(new Retry(1, Duration.ofSeconds(1), "nacked"));
        assertThat(second.retries()).containsExactly(new Retry(1, Duration.ofSeconds(2), "nacked"));
    }

    @Test
    void the_last_refusal_parks_it_with_the_reason() {
        Settlement settlement = settle(new Attempt(aNotification(1).refused(2).build(), REFUSED));

        assertThat(settlement.parked()).containsExactly(new Park(1, "nacked"));
        assertThat(settlement.retries()).isEmpty();
    }

    @Test
    void of_one_key_only_the_first_refusal_counts() {
        Settlement settlement = settle(
                new Attempt(aNotification(1).build(), REFUSED),
                new Attempt(aNotification(2).build(), REFUSED),
                new Attempt(aNotification(3).about("campaign:2").build(), REFUSED));

        assertThat(settlement.retries()).extracting(Retry::id).containsExactly(1L, 3L);
    }

    @Test
    void an_absent_broker_counts_against_nobody() {
        Settlement settlement = settle(
                new Attempt(aNotification(1).refused(2).build(), new Outcome.Unavailable("connection closed")),
                new Attempt(aNotification(2).refused(2).build(), REFUSED));

        assertThat(settlement.isEmpty()).isTrue();
        assertThat(settlement.unavailable()).containsEntry(Channel.BROKER, "connection closed");
    }

    private static Settlement settle(Attempt... attempts) {
        double middle = 0.5;
        return Settlement.of(List.of(attempts), THREE_ATTEMPTS, () -> middle);
    }
}
