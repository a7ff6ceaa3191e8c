package app.proca.notify.mail;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.ClientFault;
import app.proca.notify.mail.backend.Sender;
import app.proca.notify.mail.backend.Senders;
import app.proca.notify.mail.letter.Letter;
import app.proca.notify.mail.letter.MailAddress;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Deliverer;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.template.CompiledTemplate;
import app.proca.notify.template.CompiledTemplates;
import io.smallrye.mutiny.Uni;

/**
 * Sends the mails that were decided. Phases: (1) the sending org's backend and address; (2) its template, else the built-in
 * one; (3) fill it with the facts of the commit; (4) hand it to the backend. What is wrong with this one mail in 2 or 3, or
 * what the server says of it for good in 4, parks it; trouble of the backend lets all its mails wait.
 */
@ApplicationScoped
class MailDeliverer implements Deliverer {

    private final Senders senders;
    private final CompiledTemplates own;
    private final BuiltInTemplates builtIn;
    private final String domain;

    MailDeliverer(Senders senders, CompiledTemplates own, BuiltInTemplates builtIn, InstanceSettings instance) {
        this.senders = senders;
        this.own = own;
        this.builtIn = builtIn;
        this.domain = instance.host();
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public Uni<Outcome> deliver(Notification notification) {
        return Uni.createFrom().deferred(() -> send(notification, NewMail.read(notification)))
                .onFailure().recoverWithItem(failure -> new Outcome.Failed(failure.toString()));
    }

    private Uni<Outcome> send(Notification notification, NewMail mail) {
        return senders.of(mail.senderId())
                .chain(sender -> sender.isEmpty() ? refused("the org is gone") : send(notification, mail, sender.get()))
                // Names, addresses and templates that cannot be
                .onFailure(MailDeliverer::isTheMails)
                .recoverWithItem(wrong -> new Outcome.Refused(String.valueOf(wrong.getMessage())))
                .map(outcome -> outcome instanceof Outcome.Refused refused ? named(mail, refused) : outcome);
    }

    private Uni<Outcome> send(Notification notification, NewMail mail, Sender sender) {
        return template(mail)
                .chain(template -> template.isEmpty()
                        ? refused("there is no such template")
                        : sender.backend().post(letter(notification, mail, sender, template.get())));
    }

    private Uni<Optional<CompiledTemplate>> template(NewMail mail) {
        return own.find(mail.senderId(), mail.template(), mail.locale())
                .map(found -> found.or(() -> builtIn.find(mail.template())));
    }

    private Letter letter(Notification notification, NewMail mail, Sender sender, CompiledTemplate template) {
        CompiledTemplate.Filled filled = template.fill(mail.fields());
        return new Letter("<" + notification.messageId() + "@" + domain + ">", notification.createdAt(), sender.from(),
                new MailAddress(mail.name(), mail.email()), sender.replyTo(), filled.subject(), filled.text(), filled.html(),
                mail.unsubscribe()).tracedBy(notification.traceparent());
    }

    private static boolean isTheMails(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof ClientFault;
    }

    private static Uni<Outcome> refused(String reason) {
        return Uni.createFrom().item(new Outcome.Refused(reason));
    }

    /** Says all that an operator needs to find it, and nothing of the recipient. */
    private static Outcome named(NewMail mail, Outcome.Refused refused) {
        return new Outcome.Refused("Template \"" + mail.template() + "\" in "
                + (mail.locale() == null ? "any locale" : "locale \"" + mail.locale() + "\"") + " of org " + mail.senderId()
                + ", for " + mail.about().replace(':', ' ') + ": " + refused.reason());
    }
}
