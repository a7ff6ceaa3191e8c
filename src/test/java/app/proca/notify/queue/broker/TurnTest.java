package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turns turns = new Turns();

    @Test
    void messages_pass_while_none_has_to_be_sent_again() {
        Turn first = turns.next("org:1");
        Turn second = turns.next("org:1");

        assertThat(first.mayPass()).isTrue();
        assertThat(second.mayPass()).isTrue();
    }

    @Test
    void what_was_handed_over_behind_one_that_must_be_sent_again_does_not_overtake_it() {
        Turn first = turns.next("org:1");
        first.sendBack();

        Turn second = turns.next("org:1");

        assertThat(second.mayPass()).isFalse();
    }

    @Test
    void the_next_round_passes_and_the_last_one_still_does_not() {
        Turn first = turns.next("org:1");
        Turn late = turns.next("org:1");
        first.sendBack();
        first.beginNextRound();

        Turn again = turns.next("org:1");

        assertThat(again.mayPass()).isTrue();
        assertThat(late.mayPass()).isFalse();
    }

    @Test
    void one_org_does_not_hold_up_another() {
        turns.next("org:1").sendBack();

        Turn other = turns.next("org:2");

        assertThat(other.mayPass()).isTrue();
    }

    @Test
    void messages_without_an_order_always_pass() {
        Turn.ANY.sendBack();

        assertThat(Turn.ANY.mayPass()).isTrue();
    }
}
