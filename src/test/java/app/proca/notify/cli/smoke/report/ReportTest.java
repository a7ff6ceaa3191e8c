package app.proca.notify.cli.smoke.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import com.fasterxml.jackson.databind.ObjectMapper;

class ReportTest {

    private static final Report MIXED = new Report("https://act.example.org", Instant.parse("2026-11-25T13:05:40Z"),
            Duration.ofMillis(2345), List.of(
                    Result.passed("GraphQL answers", "", Duration.ofMillis(12)),
                    Result.failed("an invitation is mailed", "10", Duration.ofMillis(10_021),
                            "a mail with “<b>\u0001” did not come"),
                    Result.skipped("a new org has its queues", "1", "the broker is not given")),
            List.of("Removed what earlier runs had left behind."));

    @Test
    void people_get_a_line_a_check_and_what_it_comes_to() {
        assertThat(ForPeople.tell(MIXED).lines()).containsExactly(
                "row    check                     result",
                "       GraphQL answers              12 ms  ok",
                "10     an invitation is mailed   10021 ms  FAILED: a mail with “<b>\u0001” did not come",
                "1      a new org has its queues        -   skipped: the broker is not given",
                "Removed what earlier runs had left behind.",
                "https://act.example.org: 1 passed, 1 failed, 1 skipped, in 2.3 s");
    }

    @Test
    void programs_get_json() throws Exception {
        assertThat(new ObjectMapper().readTree(ForPrograms.tell(MIXED))).isEqualTo(new ObjectMapper().readTree("""
                {"service": "https://act.example.org", "began": "2026-11-25T13:05:40Z", "tookMs": 2345, "passed": false, "checks": [
                  {"name": "GraphQL answers", "row": "", "state": "passed", "tookMs": 12, "reason": ""},
                  {"name": "an invitation is mailed", "row": "10", "state": "failed", "tookMs": 10021,
                   "reason": "a mail with “<b>\\u0001” did not come"},
                  {"name": "a new org has its queues", "row": "1", "state": "skipped", "tookMs": 0, "reason": "the broker is not given"}],
                 "notes": ["Removed what earlier runs had left behind."]}"""));
    }

    @Test
    void build_servers_get_junits_xml() throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(ForBuildServers.tell(MIXED).getBytes(StandardCharsets.UTF_8)));

        Element suite = document.getDocumentElement();
        assertThat(List.of("tests", "failures", "errors", "skipped", "time")).extracting(suite::getAttribute)
                .containsExactly("3", "1", "0", "1", "2.345");
        assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo("a mail with “<b>?” did not come");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(1)).getAttribute("classname"))
                .isEqualTo("proca-notify smoke row 10");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent()).startsWith("Removed");
    }

    @Test
    void skipped_checks_fail_no_run() {
        Report skipped = new Report("https://act.example.org", Instant.EPOCH, Duration.ZERO,
                List.of(Result.passed("one", "", Duration.ZERO), Result.skipped("another", "", "it cannot be seen")), List.of());

        assertThat(skipped.passed()).isTrue();
        assertThat(MIXED.passed()).isFalse();
    }
}
