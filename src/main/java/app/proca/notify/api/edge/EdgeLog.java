package app.proca.notify.api.edge;

import java.time.Duration;

import org.jboss.logging.Logger;

import app.proca.notify.common.Nameless;
import app.proca.notify.common.SeldomLog;
import app.proca.notify.database.Absence;

/** Logs failures that requests run into: while the database is away, when each does, one line now and then; else all of it. */
final class EdgeLog {

    private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);

    private final Logger log;
    private final SeldomLog seldom;

    EdgeLog(Class<?> of) {
        this.log = Logger.getLogger(of);
        this.seldom = new SeldomLog(log, NOW_AND_THEN);
    }

    /** @param what without personal data */
    void warn(String what, Throwable failure) {
        if (Absence.explains(failure)) {
            seldom.warn(what + ": " + root(failure).getClass().getName());
            log.debug(what, Nameless.of(failure));
        } else {
            log.warn(what, Nameless.of(failure));
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
