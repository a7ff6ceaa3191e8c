package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspectsTest {

    private final Suspects suspects = new Suspects();

    @Test
    void only_the_first_failure_after_a_success_of_the_same_webhook_follows_one() {
        assertThat(suspects.called(1, false)).isFalse();
        assertThat(suspects.called(1, true)).isFalse();
        assertThat(suspects.called(1, true)).isTrue();

        assertThat(suspects.called(2, false)).isFalse();
        assertThat(suspects.called(1, false)).isTrue();
        assertThat(suspects.called(1, false)).isFalse();
    }
}
