package app.proca.notify.mail.backend;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import app.proca.notify.outbox.Outcome;
import io.vertx.ext.mail.SMTPException;

/**
 * What a failed attempt means. The server's last word on a recipient or a content (5xx) is this mail's end, its "try again
 * later" (4xx) concerns this mail too. Everything else (no connection, no TLS, no log-in, a sender who may not send) is the
 * backend's trouble, in which no mail is at fault.
 */
final class SmtpAnswer {

    private static final int PERMANENT = 500;
    /** "Service not available, closing" in whatever stage. */
    private static final int CLOSING = 421;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'():]+@[^\\s<>\"'():]+");
    private static final int LONGEST = 500;

    private SmtpAnswer() {}

    static Outcome outcome(Throwable failure) {
        if (failure instanceof SMTPException answer && concernsTheMail(answer)) {
            return answer.getReplyCode() >= PERMANENT
                    ? new Outcome.Refused(reason(failure))
                    : new Outcome.Failed(reason(failure));
        }
        String reason = reason(failure);
        return reason.contains("message exceeds allowed size limit")
                ? new Outcome.Refused(reason)
                : new Outcome.AddressUnavailable(reason);
    }

    private static boolean concernsTheMail(SMTPException answer) {
        return answer.getReplyCode() != CLOSING && Stream.of("recipient address not accepted", "DATA command not accepted",
                "sending data failed").anyMatch(stage -> String.valueOf(answer.getMessage()).startsWith(stage));
    }

    /** On one line, bounded, without the addresses that servers like to repeat: reasons are logged. */
    private static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String line = ADDRESS.matcher(message).replaceAll("…").replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
