package app.proca.notify.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels may hold. */
class LabelsTest {

    @ParameterizedTest
    @ValueSource(strings = { "/api", "/", "/webhook/brevo", "/link/accept/{code}", "/link/s/{action}/{verb}/{contactRef}",
            "/mailbox/{id}", "NOT_FOUND" })
    void paths_that_hold_nothing_are_told(String path) {
        assertThat(Paths.told(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/link/accept/483920", "/link/s/5/accept/z-AN3kbvlCYB_6-54oJegChYtGDlhrgwWzRMHrgmNX0",
            "/desk/ada@example.org", "/link/{a}/ada@example.org", "/link/ada@example.org/{a}", "" })
    void other_paths_are_not(String path) {
        assertThat(Paths.told(path)).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Ada", "ada@example.org", "a b",
            "a_name_that_is_longer_than_any_of_ours_is_or_will_ever_be" })
    void what_looks_like_no_name_of_ours_is_other(String kind) {
        assertThat(new FewValues().of(kind)).isEqualTo("other");
    }

    @Test
    void a_label_has_a_hundred_values_at_most() {
        FewValues values = new FewValues();

        assertThat(IntStream.range(0, 500).mapToObj(number -> values.of("kind_" + number)).distinct()).hasSize(101)
                .contains("kind_0", "other");
        assertThat(values.of("kind_7")).isEqualTo("kind_7");
        assertThat(values.of("kind_499")).isEqualTo("other");
    }
}
