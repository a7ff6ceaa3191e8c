package app.proca.notify.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageStatusTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 25, 12, 0);

    @ParameterizedTest
    @CsvSource({ "2026-11-25T12:00:00, ACTIVE", "2026-10-25T12:00:01, ACTIVE", "2026-10-25T12:00:00, STALLED",
            "2025-11-25T12:00:01, STALLED", "2025-11-25T12:00:00, STANDBY", "2019-01-01T00:00:00, STANDBY" })
    void a_page_goes_by_the_time_since_its_last_action(LocalDateTime seen, PageStatus status) {
        assertThat(PageStatus.of(Optional.of(seen), NOW)).isEqualTo(status);
    }

    @Test
    void a_page_without_an_action_stands_by() {
        assertThat(PageStatus.of(Optional.empty(), NOW)).isEqualTo(PageStatus.STANDBY);
    }
}
