package app.proca.notify.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchNameTest {

    private static final Instant NOW = Instant.parse("2026-11-25T13:05:40Z");

    @Test
    void a_name_says_when_it_was_made_and_differs_from_others() {
        assertThat(ScratchName.of(NOW, 0x1f3a9c).lead()).isEqualTo("smoke-20261125t1305-1f3a9c");
        assertThat(ScratchName.of(NOW, -1).partner()).isEqualTo("smoke-20261125t1305-ffffff-partner");
        assertThat(ScratchName.of(NOW, 1).address("guest")).isEqualTo("smoke-20261125t1305-000001-guest@example.org");
    }

    @Test
    void an_hour_later_the_run_is_over() {
        ScratchName name = ScratchName.of(NOW, 7);

        assertThat(ScratchName.isLeftBehind(name.lead(), NOW)).isFalse();
        assertThat(ScratchName.isLeftBehind(name.partner(), NOW.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(ScratchName.isLeftBehind(name.lead(), NOW.plus(Duration.ofMinutes(61)))).isTrue();
        assertThat(ScratchName.isLeftBehind(name.partner(), NOW.plus(Duration.ofMinutes(61)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "smoke", "smoke-free", "smoke-20201125t1305", "smoke-20201125t1305-1f3a9c-other",
            "no-smoke-20201125t1305-1f3a9c", "smoke-20209925t1305-1f3a9c", "smoke-20201125t1305-campaign" })
    void an_org_of_any_other_name_is_nobodys_scratch(String org) {
        assertThat(ScratchName.isLeftBehind(org, NOW)).isFalse();
    }
}
