package app.proca.notify.outbox;

import static app.proca.notify.outbox.SomeNotification.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.outbox.Lane.Next;
import app.proca.notify.outbox.Pipeline.Batch;
import app.proca.notify.outbox.Settlement.Attempt;

class PipelineTest {

    private static final Outcome REFUSED = new Outcome.Failed("nacked");
    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), 3);

    private final Pipeline pipeline = new Pipeline(2, 3);

    @Test
    void a_full_batch_of_messages_is_followed_by_what_is_behind_it() {
        Batch first = begin(message(1), message(2));

        assertThat(first.another()).isTrue();
        assertThat(pipeline.behind()).isEqualTo(2);
    }

    @Test
    void a_batch_with_room_is_the_last_one() {
        Batch only = begin(message(1));
        told(only, new Outcome.Delivered());

        assertThat(only.another()).isFalse();
        assertThat(pipeline.next()).isEqualTo(Next.DONE);
    }

    @Test
    void there_are_no_more_than_so_many_and_the_rest_is_for_another_transaction() {
        begin(message(1), message(2));
        begin(message(3), message(4));
        Batch third = begin(message(5), message(6));

        assertThat(third.another()).isFalse();
        assertThat(pipeline.next()).isEqualTo(Next.AGAIN);
    }

    @Test
    void nothing_follows_queues_before_they_stand() {
        Batch batch = begin(declaration(1), message(2));

        assertThat(batch.tried()).hasSize(2);
        assertThat(batch.another()).isFalse();
    }

    @Test
    void messages_on_their_way_are_followed_by_those_in_front_of_queues_that_are_to_be_declared() {
        begin(message(1), message(2));
        Batch second = begin(message(3), declaration(4));

        assertThat(second.tried()).containsExactly(message(3));
        assertThat(second.another()).isFalse();
        assertThat(pipeline.next()).isEqualTo(Next.AGAIN);
    }

    @Test
    void what_is_told_first_is_settled_in_its_order() {
        Batch first = begin(message(1), message(2));
        Batch second = begin(message(3), message(4));

        List<Attempt> early = told(second, new Outcome.Delivered(), new Outcome.Unrouted("no queue"));
        List<Attempt> both = told(first, new Outcome.Delivered(), new Outcome.Delivered());

        assertThat(early).isEmpty();
        assertThat(both).extracting(attempt -> attempt.notification().id()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void a_refusal_lets_nothing_more_leave_and_waits_for_what_did() {
        Batch first = begin(message(1), message(2));
        Batch second = begin(message(3), message(4));

        List<Attempt> refused = told(first, REFUSED, new Outcome.Delivered());
        Batch third = begin(message(5), message(6));
        List<Attempt> all = told(second, new Outcome.Delivered(), REFUSED);

        assertThat(refused).isEmpty();
        assertThat(third.tried()).isEmpty();
        assertThat(third.another()).isFalse();
        assertThat(all).extracting(attempt -> attempt.notification().id()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(pipeline.next()).isEqualTo(Next.AGAIN);
    }

    @Test
    void a_broker_that_is_away_is_not_asked_again_at_once() {
        Batch batch = begin(message(1), message(2));
        List<Attempt> told = told(batch, new Outcome.Unavailable("closed"), new Outcome.Unavailable("closed"));

        pipeline.settled(Settlement.of(told, POLICY, () -> 0.5));

        assertThat(pipeline.next()).isEqualTo(Next.DONE);
    }

    @Test
    void those_that_wait_for_a_probe_follow_unless_it_came_back() {
        Batch probe = pipeline.begin(List.of(message(1), message(2)), List.of(message(1)));
        told(probe, new Outcome.Delivered());

        assertThat(probe.another()).isFalse();
        assertThat(pipeline.next()).isEqualTo(Next.AGAIN);
    }

    @CanIgnoreReturnValue
    private Batch begin(Notification... due) {
        return pipeline.begin(List.of(due), List.of(due));
    }

    @CanIgnoreReturnValue
    private List<Attempt> told(Batch batch, Outcome... outcomes) {
        List<Outcome> told = Arrays.asList(outcomes);
        return pipeline.told(batch,
                batch.tried().stream().map(tried -> new Attempt(tried, told.get(batch.tried().indexOf(tried)))).toList());
    }

    private static Notification message(long id) {
        return aNotification(id).build();
    }

    private static Notification declaration(long id) {
        return aNotification(id).through(Channel.TOPOLOGY).build();
    }
}
