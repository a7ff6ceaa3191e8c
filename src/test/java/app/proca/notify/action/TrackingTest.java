package app.proca.notify.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://lead.org/petition?utm_source=fb | -                                | https://lead.org/petition
            https://lead.org/petition#top           | -                                | https://lead.org/petition
            https://lead.org                        | -                                | https://lead.org
            HTTPS://Lead.Org:8443/P                 | -                                | https://lead.org:8443/P
            https://user:secret@lead.org/petition   | -                                | https://lead.org/petition
            https://lead.org/petition?q=a b{c     | -                                | https://lead.org/petition
            -                                       | https://lead.org/petition?x=1    | https://lead.org/petition
            https://lead.org/petition?x=1           | https://lead.org/                | https://lead.org/petition
            https://lead.org/petition?x=1           | https://lead.org                 | https://lead.org/petition
            https://lead.org/petition?x=1           | https://lead.org/petition?y=2    | https://lead.org/petition
            https://lead.org/petition               | https://lead.org/other           | https://lead.org/other
            https://lead.org.evil.com/petition      | https://lead.org                 | https://lead.org
            http://lead.org/petition                | https://lead.org/                | https://lead.org/
            https://lead.org/petition               | not a page                       | https://lead.org/petition
            javascript:alert(1)                     | -                                | ''
            data:text/html,hello                    | https://lead.org/                | https://lead.org/
            file:///etc/passwd                      | -                                | ''
            nonsense                                | -                                | ''
            """)
    void the_location_is_the_input_s_unless_the_browser_knows_better(String said, String referer, String location) {
        Tracking tracking = Tracking.of(new Tracking.Given("fb", null, null, null, said), referer).orElseThrow();

        assertThat(tracking.location()).isEqualTo(location);
    }

    @Test
    void what_is_not_said_is_unknown_or_empty() {
        Tracking.Given nothing = new Tracking.Given(null, " ", null, null, null);

        assertThat(Tracking.of(nothing, null)).contains(new Tracking("unknown", "unknown", "unknown", "", ""));
    }

    @Test
    void a_referer_alone_is_a_source() {
        assertThat(Tracking.of(null, "https://lead.org/p?x=1"))
                .contains(new Tracking("unknown", "unknown", "unknown", "", "https://lead.org/p"));
    }

    @Test
    void neither_is_none() {
        assertThat(Tracking.of(null, null)).isEmpty();
        assertThat(Tracking.of(null, "about:blank")).isEmpty();
    }

    @Test
    void each_is_cut_at_255_characters_and_never_inside_one() {
        String long256 = "👋".repeat(256);

        Tracking tracking = Tracking.of(new Tracking.Given(long256, long256, long256, long256,
                "https://lead.org/" + "x".repeat(300)), null).orElseThrow();

        assertThat(tracking.source()).isEqualTo("👋".repeat(255)).isEqualTo(tracking.medium()).isEqualTo(tracking.campaign())
                .isEqualTo(tracking.content());
        assertThat(tracking.location()).hasSize(255);
    }

    @Test
    void what_no_column_can_hold_is_left_out() {
        Tracking tracking = Tracking.of(new Tracking.Given("f\0b", "a\ud800", null, null, null), null).orElseThrow();

        assertThat(tracking.source() + tracking.medium()).isEqualTo("fba");
    }
}
