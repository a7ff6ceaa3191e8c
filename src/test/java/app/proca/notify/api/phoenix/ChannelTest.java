package app.proca.notify.api.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import app.proca.notify.api.phoenix.Step.End;
import app.proca.notify.api.phoenix.Step.EndAll;
import app.proca.notify.api.phoenix.Step.Run;
import app.proca.notify.api.phoenix.Step.Say;

class ChannelTest {

    private static final Channel NEW = Channel.of("s");
    private static final Channel JOINED = NEW.hear(control("1", "1", "phx_join", Map.of())).next();

    @Test
    void a_heartbeat_is_answered_also_before_a_join() {
        Frame heartbeat = new Frame(null, "7", "phoenix", "heartbeat", Map.of());

        assertThat(NEW.hear(heartbeat)).isEqualTo(new Channel.Heard(NEW, List.of(reply(null, "7", "phoenix", "ok", Map.of()))));
    }

    @Test
    void a_join_is_answered() {
        Channel.Heard heard = NEW.hear(control("1", "1", "phx_join", Map.of()));

        assertThat(heard.next().joined()).isTrue();
        assertThat(heard.steps()).isEqualTo(List.of(reply("1", "1", "ok", Map.of())));
    }

    @Test
    void a_second_join_ends_the_first_with_all_that_runs() {
        Channel.Heard heard = JOINED.hear(control("5", "5", "phx_join", Map.of()));

        assertThat(heard.next().joinRef()).isEqualTo("5");
        assertThat(heard.steps()).isEqualTo(List.of(new EndAll(), reply("5", "5", "ok", Map.of()),
                new Say(new Frame("1", "1", Channel.TOPIC, "phx_close", Map.of()))));
    }

    @Test
    void each_operation_has_an_id_of_its_own() {
        Frame doc = control("1", "2", "doc", Map.of("query", "{ a }"));
        Channel.Heard first = JOINED.hear(doc);
        Channel.Heard second = first.next().hear(doc);

        assertThat(first.steps()).isEqualTo(List.of(new Run(doc, "1", "__absinthe__:doc:s:0")));
        assertThat(second.steps()).isEqualTo(List.of(new Run(doc, "1", "__absinthe__:doc:s:1")));
    }

    @Test
    void ids_are_not_used_again_after_another_join() {
        Channel again = JOINED.hear(control("1", "2", "doc", Map.of())).next().hear(control("1", "3", "phx_leave", Map.of()))
                .next().hear(control("4", "4", "phx_join", Map.of())).next();

        assertThat(((Run) again.hear(control("4", "5", "doc", Map.of())).steps().get(0)).id()).isEqualTo("__absinthe__:doc:s:1");
    }

    @Test
    void unsubscribing_ends_that_one() {
        Map<String, String> payload = Map.of("subscriptionId", "__absinthe__:doc:s:0");

        assertThat(JOINED.hear(control("1", "3", "unsubscribe", payload)).steps())
                .isEqualTo(List.of(new End("__absinthe__:doc:s:0"), reply("1", "3", "ok", payload)));
        assertThat(JOINED.hear(control("1", "3", "unsubscribe", Map.of("subscriptionId", 1))).steps())
                .isEqualTo(List.of(reply("1", "3", "error", Map.of("reason", "unsubscribe needs a subscriptionId"))));
    }

    @Test
    void leaving_ends_all_and_is_answered_before_the_channel_closes() {
        for (String joinRef : Arrays.asList("1", null)) {
            Channel.Heard heard = JOINED.hear(control(joinRef, "9", "phx_leave", Map.of()));

            assertThat(heard.next().joined()).isFalse();
            assertThat(heard.steps()).isEqualTo(List.of(new EndAll(), reply("1", "9", "ok", Map.of()),
                    new Say(new Frame("1", "1", Channel.TOPIC, "phx_close", Map.of()))));
        }
    }

    @Test
    void who_leaves_an_earlier_join_leaves_nothing() {
        assertThat(JOINED.hear(control("0", "9", "phx_leave", Map.of()))).isEqualTo(new Channel.Heard(JOINED, List.of()));
    }

    @Test
    void who_leaves_without_having_joined_is_told_that_all_is_well() {
        assertThat(NEW.hear(control("1", "9", "phx_leave", Map.of()))).isEqualTo(new Channel.Heard(NEW,
                List.of(reply("1", "9", "ok", Map.of()))));
    }

    @Test
    void what_belongs_to_no_channel_is_refused_alone() {
        Map<String, String> unmatched = Map.of("reason", "unmatched topic");

        assertThat(NEW.hear(control("1", "2", "doc", Map.of("query", "{ a }"))).steps())
                .isEqualTo(List.of(reply(null, "2", "error", unmatched)));
        assertThat(JOINED.hear(new Frame("3", "3", "room:lobby", "phx_join", Map.of()))).isEqualTo(new Channel.Heard(JOINED,
                List.of(reply(null, "3", "room:lobby", "error", unmatched))));
        assertThat(JOINED.hear(new Frame(null, "3", "phoenix", "dance", Map.of())).steps())
                .isEqualTo(List.of(reply(null, "3", "phoenix", "error", unmatched)));
        assertThat(JOINED.hear(control("1", "2", "dance", Map.of())).steps()).isEqualTo(List.of(
                reply("1", "2", "error", Map.of("reason", "unknown event: send doc or unsubscribe"))));
    }

    private static Frame control(String joinRef, String ref, String event, Map<String, ?> payload) {
        return new Frame(joinRef, ref, Channel.TOPIC, event, payload);
    }

    private static Step reply(String joinRef, String ref, String status, Map<String, ?> response) {
        return reply(joinRef, ref, Channel.TOPIC, status, response);
    }

    private static Step reply(String joinRef, String ref, String topic, String status, Map<String, ?> response) {
        return new Say(new Frame(joinRef, ref, topic, "phx_reply", Map.of("status", status, "response", response)));
    }
}
