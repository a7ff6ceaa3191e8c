package app.proca.notify.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final String[] NAMES = { "title", "config", "updatedAt" };

    @Test
    void only_what_differs_is_changed_and_the_old_value_is_kept() {
        Changes changes = Changes.between(NAMES, new Object[]{ "Bees", "{}", "1" }, new Object[]{ "Bees!", "{}", "1" });

        assertThat(changes.touch("title")).isTrue();
        assertThat(changes.before("title")).isEqualTo("Bees");
        assertThat(changes.touchAny(List.of("config", "locale"))).isFalse();
    }

    @Test
    void the_time_of_the_update_is_no_change() {
        Changes changes = Changes.between(NAMES, new Object[]{ "Bees", "{}", "1" }, new Object[]{ "Bees", "{}", "2" });

        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void without_an_old_state_everything_counts_as_changed() {
        Changes changes = Changes.between(NAMES, null, new Object[]{ "Bees", "{}", "2" });

        assertThat(changes.touch("title")).isTrue();
        assertThat(changes.before("title")).isNull();
    }
}
