package app.proca.notify.cli.smoke;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import app.proca.notify.cli.smoke.receipt.Broker;
import app.proca.notify.cli.smoke.receipt.Inbox;
import app.proca.notify.cli.smoke.receipt.MailListener;
import app.proca.notify.cli.smoke.receipt.Mailboxes;
import app.proca.notify.cli.smoke.receipt.WebhookListener;

/**
 * What a run may do, and where it sees what came of it.
 *
 * @param mails where the scratch orgs' own mails go, if they go to the run itself
 * @param mailboxes where the instance's mails go
 * @param thorough whether it may leave traces outside of its scratch orgs
 */
public record Equipment(boolean readOnly, boolean thorough, Optional<Broker> broker, Optional<WebhookListener> webhook,
        Optional<MailListener> mails, Optional<Mailboxes> mailboxes) implements AutoCloseable {

    /** What the checks' needs are compared with. */
    Set<Means> means() {
        Set<Means> means = EnumSet.noneOf(Means.class);
        add(means, Means.CHANGES, !readOnly);
        add(means, Means.TRACES, thorough);
        add(means, Means.BROKER, broker.isPresent());
        add(means, Means.WEBHOOK, webhook.isPresent());
        add(means, Means.SUPPORTER_MAIL, supporterMails().isPresent());
        add(means, Means.INSTANCE_MAIL, mailboxes.isPresent());
        return means;
    }

    /** Where mails to supporters are seen. */
    Optional<? extends Inbox> supporterMails() {
        return mails.isPresent() ? mails : mailboxes.filter(Mailboxes::arePreviews);
    }

    @Override
    public void close() {
        broker.ifPresent(Broker::close);
        webhook.ifPresent(WebhookListener::close);
        mails.ifPresent(MailListener::close);
    }

    private static void add(Set<Means> means, Means one, boolean given) {
        if (given) {
            means.add(one);
        }
    }
}
