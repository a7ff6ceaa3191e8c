package app.proca.notify.api.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import app.proca.notify.api.phoenix.Step.Run;

class DocTellingTest {

    private static final Frame DOC = new Frame("1", "2", Channel.TOPIC, "doc", Map.of("query", "{ a }"));
    private static final Map<String, Object> ERROR = Map.of("message", "Org not found", "path", List.of("news"));
    private static final Map<String, ?> TOLD = Map.of("errors", List.of(Map.of("message", "Org not found")));

    private final List<Frame> said = new ArrayList<>();
    private final DocTelling telling = new DocTelling(new Run(DOC, "1", "doc:0"), said::add);

    @Test
    void a_query_is_answered_in_the_reply() {
        telling.answer(Map.of("data", Map.of("a", 1)));

        assertThat(said).containsExactly(reply("ok", Map.of("data", Map.of("a", 1))));
    }

    @Test
    void what_cannot_begin_is_an_error_in_the_reply_without_a_path() {
        telling.refuse(List.of(ERROR));

        assertThat(said).containsExactly(reply("error", TOLD));
    }

    @Test
    void a_subscription_is_answered_with_its_id_and_its_data_come_on_the_topic_of_that_name() {
        telling.begin();
        telling.next(Map.of("data", Map.of("news", 1)));
        telling.end();

        assertThat(said).containsExactly(reply("ok", Map.of("subscriptionId", "doc:0")),
                data(Map.of("data", Map.of("news", 1))));
    }

    @Test
    void a_subscription_that_breaks_off_says_why_where_its_data_came() {
        telling.begin();
        telling.fail(List.of(ERROR));

        assertThat(said).containsExactly(reply("ok", Map.of("subscriptionId", "doc:0")), data(TOLD));
    }

    private static Frame reply(String status, Map<String, ?> response) {
        return new Frame("1", "2", Channel.TOPIC, "phx_reply", Map.of("status", status, "response", response));
    }

    private static Frame data(Map<String, ?> result) {
        return new Frame(null, null, "doc:0", "subscription:data", Map.of("result", result, "subscriptionId", "doc:0"));
    }
}
