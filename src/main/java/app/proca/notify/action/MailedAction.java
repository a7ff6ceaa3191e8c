package app.proca.notify.action;

import java.time.LocalDateTime;

import app.proca.notify.common.ClientFault;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;

/**
 * An action and its supporter: what becomes of both when the supporter follows a link in a mail about the action, or the mail
 * comes back (spec/processing.md, Links in mails and Bounces). The same a second time changes nothing.
 */
record MailedAction(Action action, Supporter supporter) {

    /** @throws ClientFault where the supporter cannot be accepted (any more, or yet) */
    void accept() {
        switch (supporter.processingStatus) {
            case CONFIRMING -> supporter.processingStatus = ProcessingStatus.ACCEPTED;
            case ACCEPTED, DELIVERED -> {
                // by an earlier click
            }
            case REJECTED -> throw ClientFault.plain("supporter data already rejected");
            case NEW -> throw ClientFault.plain("not allowed");
        }
    }

    /** In every state. Who opted in withdraws that. */
    void reject(LocalDateTime now) {
        stop();
        if (supporter.emailStatus == EmailStatus.DOUBLE_OPT_IN) {
            become(EmailStatus.UNSUB, now);
        }
    }

    void optIn(LocalDateTime now) {
        become(EmailStatus.DOUBLE_OPT_IN, now);
    }

    /** The supporter is not reached, or does not want to be. */
    void lose(EmailStatus status, LocalDateTime now) {
        stop();
        become(status, now);
    }

    private void stop() {
        supporter.processingStatus = ProcessingStatus.REJECTED;
        action.processingStatus = ActionStatus.REJECTED;
    }

    /** Proca sets the time, and tells all, on every click. */
    private void become(EmailStatus status, LocalDateTime now) {
        if (supporter.emailStatus != status) {
            supporter.emailStatus = status;
            supporter.emailStatusChanged = now;
        }
    }
}
