package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.queue.work.WorkOutcome;

class AnswerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource({ "200, Done, Done", "201, Done, Done", "202, Done, Done", "204, Done, Done", "299, Done, Done",
            "400, Failed, Failed", "413, Failed, Failed", "422, Failed, Failed",
            "401, Unavailable, Unavailable", "410, Unavailable, Unavailable", "429, Unavailable, Unavailable",
            "503, Unavailable, Unavailable",
            "301, Failed, Unexplained", "307, Failed, Unexplained", "403, Failed, Unexplained", "404, Failed, Unexplained",
            "500, Failed, Unexplained", "502, Failed, Unexplained", "504, Failed, Unexplained", "600, Failed, Unexplained" })
    void the_status_decides_and_where_it_does_not_say_why_the_message_is_blamed_after_a_success(int code, String worked,
            String suspected) {
        Answer.Status status = new Answer.Status(code, null);

        assertThat(status.outcome(true, CLOCK, LONGEST).getClass().getSimpleName()).isEqualTo(worked);
        assertThat(status.outcome(false, CLOCK, LONGEST).getClass().getSimpleName()).isEqualTo(suspected);
    }

    @ParameterizedTest
    @CsvSource({ "120, 120", " 7 , 7", "0, 0", "600, 600", "601, 600", "999999999, 600", "99999999999999, 0", "-5, 0",
            "soon, 0", "'Wed, 25 Nov 2026 12:01:30 GMT', 90", "'Wed, 25 Nov 2026 11:00:00 GMT', 0",
            "'Thu, 25 Nov 2027 12:00:00 GMT', 600" })
    void a_webhook_is_left_alone_for_as_long_as_it_asks_within_bounds(String retryAfter, long seconds) {
        assertThat(new Answer.Status(503, retryAfter).outcome(false, CLOCK, LONGEST))
                .isInstanceOfSatisfying(WorkOutcome.Unavailable.class,
                        away -> assertThat(away.atLeast()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({ "200, 2xx", "204, 2xx", "302, 3xx", "410, 4xx", "429, 4xx", "503, 5xx", "600, 5xx", "101, 5xx" })
    void operators_see_the_class_of_a_status(int code, String label) {
        assertThat(new Answer.Status(code, null).result().label()).isEqualTo(label);
    }

    @Test
    void operators_see_apart_what_was_not_reached_what_broke_and_what_did_not_answer() {
        assertThat(new Answer.NotReached("no connection").result().label()).isEqualTo("refused");
        assertThat(new Answer.Broken("it broke", false).result().label()).isEqualTo("broken");
        assertThat(new Answer.Broken("no answer", true).result().label()).isEqualTo("timeout");
    }

    @Test
    void a_call_that_did_not_begin_blames_no_message_and_one_that_broke_may() {
        assertThat(new Answer.NotReached("no connection").outcome(false, CLOCK, LONGEST))
                .isEqualTo(new WorkOutcome.Unavailable("no connection"));
        assertThat(new Answer.Broken("no answer", true).outcome(true, CLOCK, LONGEST))
                .isEqualTo(new WorkOutcome.Failed("no answer"));
        assertThat(new Answer.Broken("no answer", true).outcome(false, CLOCK, LONGEST))
                .isEqualTo(new WorkOutcome.Unexplained("no answer"));
    }
}
