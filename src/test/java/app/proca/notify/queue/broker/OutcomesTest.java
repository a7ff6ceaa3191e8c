package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.outbox.Outcome;

class OutcomesTest {

    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Outcome AWAY = new Outcome.Unavailable("away");

    private final List<List<Outcome>> told = new ArrayList<>();

    @Test
    void all_are_told_in_the_order_of_the_messages_when_the_last_is_known() {
        Outcomes outcomes = new Outcomes(2, told::add);

        outcomes.set(1, AWAY);
        assertThat(told).isEmpty();
        outcomes.set(0, DELIVERED);

        assertThat(told).containsExactly(List.of(DELIVERED, AWAY));
    }

    @Test
    void of_a_message_the_first_outcome_counts() {
        Outcomes outcomes = new Outcomes(2, told::add);

        outcomes.set(0, DELIVERED);
        outcomes.set(0, AWAY);
        assertThat(told).isEmpty();
        outcomes.set(1, DELIVERED);

        assertThat(told).containsExactly(List.of(DELIVERED, DELIVERED));
    }
}
