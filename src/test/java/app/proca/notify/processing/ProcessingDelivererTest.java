package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessingDelivererTest {

    private final Logger logger = Logger.getLogger(ProcessingDeliverer.class.getName());
    private final Level level = logger.getLevel();
    private final StringWriter logged = new StringWriter();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.write(line.getMessage());
            line.getThrown().printStackTrace(new PrintWriter(logged, true));
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void all_is_logged() {
        logger.setLevel(Level.ALL);
        logger.addHandler(listening);
    }

    @AfterEach
    void as_before() {
        logger.removeHandler(listening);
        logger.setLevel(level);
    }

    @Test
    void what_a_database_says_of_a_row_is_neither_kept_nor_logged() {
        SQLException refused = new SQLException("Failing row contains (1, ann@example.org)", "23514");

        String reason = ProcessingDeliverer.reason(new IllegalArgumentException("of ann@example.org", refused));

        assertThat(reason).isEqualTo("its supporter's actions could not be processed: the database refused, SQL state 23514");
        assertThat(logged.toString()).startsWith("An action could not be processed").contains("java.sql.SQLException",
                "what_a_database_says_of_a_row").doesNotContain("ann@example.org");
    }
}
