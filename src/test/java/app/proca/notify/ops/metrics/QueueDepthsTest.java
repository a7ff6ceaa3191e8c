package app.proca.notify.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.ops.metrics.QueueDepths.Standing;
import app.proca.notify.queue.broker.Looks.Depth;

/** Of queues, few are told one by one. */
class QueueDepthsTest {

    private static final Standing DEEP = new Standing("1", "cus.1.deliver", new Depth(9, 0));
    private static final Standing LESS = new Standing("2", "wrk.2.webhook", new Depth(4, 1));
    private static final Standing LITTLE = new Standing("3", "cus.3.deliver", new Depth(2, 2));
    private static final Standing EMPTY = new Standing("3", "org.3.fail", new Depth(0, 0));

    @Test
    void the_deepest_are_told_and_the_others_together() {
        List<Standing> few = QueueDepths.few(List.of(EMPTY, LITTLE, DEEP, LESS), 2);

        assertThat(few).containsExactly(DEEP, LESS, new Standing("other", "other", new Depth(2, 2)));
    }

    @Test
    void as_many_as_may_be_told_are_told() {
        assertThat(QueueDepths.few(List.of(EMPTY, DEEP), 2)).containsExactly(DEEP, EMPTY);
    }

    @Test
    void a_queue_is_unread_where_messages_wait_for_nobody_and_not_where_they_rest() {
        assertThat(DEEP.unread()).isTrue();
        assertThat(LESS.unread()).isFalse();
        assertThat(EMPTY.unread()).isFalse();
        assertThat(new Standing("3", "org.3.fail", new Depth(5, 0)).unread()).isFalse();
    }
}
