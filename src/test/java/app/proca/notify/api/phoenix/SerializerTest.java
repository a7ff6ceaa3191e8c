package app.proca.notify.api.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SerializerTest {

    private static final Frame PUSH = new Frame("1", "2", "room", "doc", Map.of("query", "{ a }"));

    @Test
    void the_version_that_a_client_asks_for_says_how_frames_are_written() {
        assertThat(Serializer.of("2.0.0")).contains(Serializer.LISTS);
        assertThat(Serializer.of("1.0.0")).contains(Serializer.OBJECTS);
        assertThat(Serializer.of(null)).contains(Serializer.OBJECTS);
        assertThat(Serializer.of("3.0.0")).isEmpty();
        assertThat(Serializer.of("")).isEmpty();
    }

    @Test
    void frames_of_version_2_are_lists() {
        List<Object> written = List.of("1", "2", "room", "doc", Map.of("query", "{ a }"));

        assertThat(Serializer.LISTS.read(written)).contains(PUSH);
        assertThat(Serializer.LISTS.write(PUSH)).isEqualTo(written);
        assertThat(Serializer.LISTS.read(Arrays.asList(null, 7, "phoenix", "heartbeat", null)))
                .contains(new Frame(null, 7, "phoenix", "heartbeat", Map.of()));
    }

    @Test
    void frames_of_version_1_are_objects_which_do_not_name_their_join() {
        Map<String, Object> written = Map.of("topic", "room", "event", "doc", "ref", "2", "payload", Map.of("query", "{ a }"));

        assertThat(Serializer.OBJECTS.read(written)).contains(new Frame(null, "2", "room", "doc", PUSH.payload()));
        assertThat(Serializer.OBJECTS.write(PUSH)).isEqualTo(written);
    }

    @Test
    void in_version_1_a_join_is_known_by_its_reference() {
        assertThat(Serializer.OBJECTS.read(Map.of("topic", "room", "event", "phx_join", "ref", "4", "payload", Map.of())))
                .contains(new Frame("4", "4", "room", "phx_join", Map.of()));
    }

    @Test
    void what_is_no_frame_is_none() {
        for (Object json : Arrays.asList(null, "text", 1, Map.of(), List.of(), List.of("1", "2", "room", "doc"),
                Arrays.asList("1", "2", null, "doc", Map.of()), List.of("1", "2", "room", 5, Map.of()),
                List.of("1", List.of(), "room", "doc", Map.of()), List.of(Map.of(), "2", "room", "doc", Map.of()),
                List.of("1", new BigDecimal("1e999"), "room", "doc", Map.of()))) {
            assertThat(Serializer.LISTS.read(json)).as("%s", json).isEmpty();
        }
        for (Object json : Arrays.asList(null, "text", List.of("1", "2", "room", "doc", Map.of()), Map.of(),
                Map.of("topic", "room", "event", true))) {
            assertThat(Serializer.OBJECTS.read(json)).as("%s", json).isEmpty();
        }
    }
}
