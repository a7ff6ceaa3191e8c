package app.proca.notify.outbox;

import static app.proca.notify.outbox.SomeNotification.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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
        assertThat(settlement.unavailable()).containsEntry(Counterpart.of(Channel.BROKER), "connection closed");
    }

    @Test
    void an_absent_address_counts_against_nobody_and_holds_back_no_other() {
        Notification lost = aNotification(1).through(Channel.MAIL).about("mail:1").refused(2).build();
        Settlement settlement = settle(new Attempt(lost, new Outcome.AddressUnavailable("connection refused")),
                new Attempt(aNotification(2).through(Channel.MAIL).about("mail:2").build(), DELIVERED));

        assertThat(settlement.delivered()).containsExactly(2L);
        assertThat(settlement.retries()).isEmpty();
        assertThat(settlement.unavailable())
                .containsExactly(Map.entry(new Counterpart(Channel.MAIL, "org:1"), "connection refused"));
    }

    @Test
    void what_is_refused_for_good_is_parked_at_once() {
        Settlement settlement = settle(new Attempt(aNotification(1).build(), new Outcome.Refused("no such mailbox")));

        assertThat(settlement.parked()).containsExactly(new Park(1, "no such mailbox"));
        assertThat(settlement.retries()).isEmpty();
    }

    private static Settlement settle(Attempt... attempts) {
        double middle = 0.5;
        return Settlement.of(List.of(attempts), THREE_ATTEMPTS, () -> middle);
    }
}
