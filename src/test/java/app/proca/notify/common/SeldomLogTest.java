package app.proca.notify.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class SeldomLogTest {

    private final String name = UUID.randomUUID().toString();
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final SeldomLog log = new SeldomLog(Logger.getLogger(name), Duration.ofSeconds(10), () -> now);

    @Test
    void a_failure_that_repeats_is_told_once_and_then_with_how_often_it_came() {
        listen();

        for (int second = 0; second < 25; second++) {
            log.warn("It failed");
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(lines).containsExactly("It failed", "It failed (and 9 times more since the last such line)",
                "It failed (and 9 times more since the last such line)");
    }

    private void listen() {
        var logger = java.util.logging.Logger.getLogger(name);
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        });
    }
}
