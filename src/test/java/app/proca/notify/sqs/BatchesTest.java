package app.proca.notify.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.queue.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class BatchesTest {

    private static final SqsQueue ONE = new SqsQueue("eu-west-1", "one", "key", "secret", true);
    private static final SqsQueue OTHER = new SqsQueue("eu-west-1", "other", "key", "secret", true);

    private final List<List<String>> sent = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private final Batches batches = new Batches(this::send, due::add);

    @Test
    void what_comes_within_a_moment_is_sent_together_and_each_learns_of_its_own() {
        UniAssertSubscriber<WorkOutcome> first = add(ONE, "a");
        UniAssertSubscriber<WorkOutcome> bad = add(ONE, "bad");
        assertThat(sent).isEmpty();

        due.forEach(Runnable::run);

        assertThat(sent).containsExactly(List.of("a", "bad"));
        first.assertCompleted().assertItem(new WorkOutcome.Done());
        bad.assertCompleted().assertItem(new WorkOutcome.Failed("bad"));
    }

    @Test
    void ten_are_sent_at_once_and_a_moment_that_comes_later_sends_nothing_twice() {
        for (int i = 0; i < 12; i++) {
            add(ONE, "m" + i);
        }
        assertThat(sent).hasSize(1).first().asList().hasSize(10);

        due.forEach(Runnable::run);
        due.forEach(Runnable::run);

        assertThat(sent).containsExactly(sent.get(0), List.of("m10", "m11"));
        assertThat(due).hasSize(2);
    }

    @Test
    void queues_are_sent_to_apart() {
        add(ONE, "a");
        add(OTHER, "b");

        due.forEach(Runnable::run);

        assertThat(sent).containsExactlyInAnyOrder(List.of("a"), List.of("b"));
    }

    @Test
    void no_request_is_larger_than_sqs_takes_unless_a_message_is() {
        String large = "ü".repeat(Batches.LARGEST / 2 / 2);
        add(ONE, large);
        add(ONE, large);
        add(ONE, "small");
        add(ONE, large + large + large);

        due.forEach(Runnable::run);

        assertThat(sent).containsExactly(List.of(large, large), List.of("small"), List.of(large + large + large));
    }

    @Test
    void a_request_that_cannot_be_made_fails_its_messages() {
        Batches broken = new Batches((queue, messages) -> Uni.createFrom().failure(new IllegalStateException("broken")),
                due::add);
        UniAssertSubscriber<WorkOutcome> one = subscribed(broken.add(ONE, new SqsMessage("a", Map.of())));

        due.forEach(Runnable::run);

        one.assertFailedWith(IllegalStateException.class, "broken");
    }

    @CanIgnoreReturnValue
    private UniAssertSubscriber<WorkOutcome> add(SqsQueue queue, String body) {
        return subscribed(batches.add(queue, new SqsMessage(body, Map.of())));
    }

    private static UniAssertSubscriber<WorkOutcome> subscribed(Uni<WorkOutcome> outcome) {
        return outcome.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private Uni<List<WorkOutcome>> send(SqsQueue queue, List<SqsMessage> messages) {
        sent.add(messages.stream().map(SqsMessage::body).toList());
        return Uni.createFrom().item(messages.stream()
                .<WorkOutcome>map(
                        message -> message.body().equals("bad") ? new WorkOutcome.Failed("bad") : new WorkOutcome.Done())
                .toList());
    }
}
