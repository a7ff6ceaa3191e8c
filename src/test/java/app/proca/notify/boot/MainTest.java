package app.proca.notify.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process itself: what it says and how it ends when it cannot begin. */
class MainTest {

    private static final Map<String, String> GOOD = Map.of("DATABASE_URL", "postgresql://u:p@localhost:1/d",
            "AMQP_URL", "amqp://u:p@localhost:1/%2f");

    private record Ended(int code, String said) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "PORT | http | PORT must be a number from 0 (any free port) to 65535; it is http.",
            "ADMIN_PASSWORD | short | ADMIN_PASSWORD must be 12 characters or more, and 72 bytes or less.",
            "PROCA_OUTBOX_KEEP | 1 week | PROCA_OUTBOX_KEEP must be a time, like 30s, 5m or 12h; it is 1 week." })
    void a_wrong_setting_ends_the_start_with_one_sentence_and_code_2(String name, String value, String sentence)
            throws Exception {
        assertThat(start(List.of(), GOOD, Map.of(name, value))).isEqualTo(new Ended(2, sentence));
    }

    @Test
    void a_missing_url_ends_the_start_with_one_sentence_and_code_2() throws Exception {
        Ended ended = start(List.of(), Map.of(), Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said().lines()).singleElement().asString().startsWith("DATABASE_URL is not set. ");
    }

    @Test
    void an_unknown_command_is_answered_with_the_usage() throws Exception {
        Ended ended = start(List.of("fly"), GOOD, Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("Unmatched argument at index 0: 'fly'", "Usage: proca-notify");
    }

    private static Ended start(List<String> arguments, Map<String, String> environment, Map<String, String> more)
            throws IOException, InterruptedException {
        List<String> line = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Main.class.getName()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL") || name.endsWith("_URL"));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), said);
    }
}
