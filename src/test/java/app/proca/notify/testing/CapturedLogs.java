package app.proca.notify.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** What is logged from now on: of ours down to DEBUG, of libraries down to INFO. With all that failures say of themselves.
 * What the mail server of the tests says of its users is not ours. */
public final class CapturedLogs extends Handler implements AutoCloseable {

    /** @param fields those of JSON */
    public record Line(String category, String text, Map<String, String> fields) {}

    private static final Logger ALL = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("app.proca.notify");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Level before = OURS.getLevel();

    private CapturedLogs() {
        setLevel(Level.ALL);
    }

    public static CapturedLogs begin() {
        CapturedLogs logs = new CapturedLogs();
        OURS.setLevel(Level.FINE);
        ALL.addHandler(logs);
        return logs;
    }

    /** So far. */
    public List<Line> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord published) {
        ExtLogRecord line = ExtLogRecord.wrap(published);
        StringWriter text = new StringWriter().append(line.getFormattedMessage());
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text.append('\n'), true));
        }
        if (!String.valueOf(line.getLoggerName()).matches("com\\.icegreen\\..*")) {
            lines.add(new Line(line.getLoggerName(), text.toString(), Map.copyOf(line.getMdcCopy())));
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        ALL.removeHandler(this);
        OURS.setLevel(before);
    }
}
