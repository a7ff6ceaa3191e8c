package app.proca.notify.cli.smoke;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run, and of its orgs: it says when they were made, so that a later run finds those that were left behind.
 *
 * @param value like {@code smoke-20261125t1300-1f3a9c}
 */
record ScratchName(String value) {

    /** No run takes as long. */
    static final Duration OLD = Duration.ofHours(1);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd't'HHmm");
    private static final Pattern FORM = Pattern.compile("smoke-([0-9]{8}t[0-9]{4})-[0-9a-f]{6}(?:-partner)?");
    private static final int RANDOM = 0x1_00_00_00;

    /** @param random any number: runs that begin in the same minute differ by it */
    static ScratchName of(Instant now, int random) {
        return new ScratchName("smoke-" + TIME.format(LocalDateTime.ofInstant(now, ZoneOffset.UTC)) + "-"
                + "%06x".formatted(Math.floorMod(random, RANDOM)));
    }

    String lead() {
        return value;
    }

    String partner() {
        return value + "-partner";
    }

    /** Somebody's address: mails to it go nowhere (RFC 2606). */
    String address(String who) {
        return value + "-" + who + "@example.org";
    }

    /** Whether an org of this name was made by a run that is over, however it ended. */
    static boolean isLeftBehind(String org, Instant now) {
        Matcher form = FORM.matcher(org);
        if (!form.matches()) {
            return false;
        }
        try {
            return LocalDateTime.parse(form.group(1), TIME).toInstant(ZoneOffset.UTC).isBefore(now.minus(OLD));
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }
}
