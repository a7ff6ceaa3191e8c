package app.proca.notify.mail;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import app.proca.notify.mail.backend.Sender;
import app.proca.notify.mail.backend.Senders;
import app.proca.notify.mail.letter.Letter;
import app.proca.notify.mail.letter.MailAddress;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.work.Trial;
import io.smallrye.mutiny.Uni;

/** Mails who asks, in the org's name, through one of its services or through what its mails go through. */
@Singleton
class MailTrial implements Trial {

    private final Senders senders;
    private final InstanceSettings instance;

    MailTrial(Senders senders, InstanceSettings instance) {
        this.senders = senders;
        this.instance = instance;
    }

    @Override
    public Set<ServiceName> kinds() {
        return Set.of(ServiceName.MAILJET, ServiceName.SES, ServiceName.SMTP, ServiceName.TESTMAIL, ServiceName.PREVIEW,
                ServiceName.BREVO, ServiceName.SYSTEM);
    }

    @Override
    public Uni<Tried> run(Sample sample) {
        return sender(sample)
                .chain(found -> found.map(sender -> run(sample, sender))
                        .orElseGet(() -> Uni.createFrom().item(tried(sample, "the org is gone"))))
                // titles and addresses that can be in no header
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(wrong -> tried(sample, String.valueOf(wrong.getMessage())));
    }

    private Uni<Optional<Sender>> sender(Sample sample) {
        Long service = sample.serviceId();
        return service == null ? senders.of(sample.orgId()) : senders.byId(sample.orgId(), service);
    }

    private Uni<Tried> run(Sample sample, Sender sender) {
        return sender.backend().post(letter(sample, sender)).map(outcome -> tried(sample, outcome.reason()));
    }

    private Letter letter(Sample sample, Sender sender) {
        String text = "This mail was asked for by you, to see whether mails of " + sample.orgName() + " arrive.";
        return new Letter("<test." + sample.id() + "@" + instance.host() + ">", sample.at(), sender.from(),
                new MailAddress(null, sample.to()), sender.replyTo(), "A test of the mails of " + sample.orgName(), text,
                // the name of an org has no characters that HTML would read
                "<p>" + text + "</p>", null);
    }

    private static Tried tried(Sample sample, @Nullable String error) {
        return new Tried(sample.to(), null, null, error);
    }
}
