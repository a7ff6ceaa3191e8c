package app.proca.notify.mail.backend;

import java.util.List;

import app.proca.notify.mail.letter.Letter;
import app.proca.notify.outbox.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.mutiny.ext.mail.MailClient;

/** Hands mails to a mail server. */
final class SmtpBackend implements MailBackend {

    private final MailClient client;

    SmtpBackend(MailClient client) {
        this.client = client;
    }

    @Override
    public Uni<Outcome> post(Letter letter) {
        return Uni.createFrom().deferred(() -> client.sendMail(message(letter)))
                .<Outcome>map(taken -> new Outcome.Delivered())
                .onFailure().recoverWithItem(SmtpAnswer::outcome);
    }

    static MailMessage message(Letter letter) {
        MailMessage message = new MailMessage();
        // the envelope: the addresses alone
        message.setFrom(letter.from().address());
        message.setTo(List.of(letter.to().address()));
        message.setText(letter.text());
        message.setHtml(letter.html());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        letter.headers().forEach(headers::set);
        return message.setHeaders(headers);
    }
}
