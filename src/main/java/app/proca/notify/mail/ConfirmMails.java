package app.proca.notify.mail;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.change.Created;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.confirm.Confirm;
import app.proca.notify.confirm.ConfirmMailAgain;
import app.proca.notify.confirm.ConfirmOperation;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Role;
import io.smallrye.mutiny.Uni;

/**
 * Decides who is asked by mail, which the instance org sends (spec/events.md, rows 9 and 10): the people of the lead who may
 * decide, where a partner wants to launch a page; else whoever was invited. Nobody for a question with neither.
 */
@ApplicationScoped
class ConfirmMails {

    private static final String KIND = "confirm_mail";

    private final Outbox outbox;
    private final Confirms confirms;
    private final Memberships memberships;
    private final InstanceOrg instance;

    ConfirmMails(Outbox outbox, Confirms confirms, Memberships memberships, InstanceOrg instance) {
        this.outbox = outbox;
        this.confirms = confirms;
        this.memberships = memberships;
        this.instance = instance;
    }

    void mailQuestion(@Observes Created<Confirm> created) {
        mail(created.entity(), created.unit());
    }

    void mailQuestionAgain(@Observes ConfirmMailAgain again) {
        mail(again.confirm(), again.unit());
    }

    private void mail(Confirm confirm, UnitOfWork unit) {
        outbox.tell(unit, KIND, about(confirm), () -> recipients(confirm)
                .chain(emails -> emails.isEmpty() ? Uni.createFrom().item(List.of()) : render(confirm, emails)));
    }

    private Uni<List<String>> recipients(Confirm confirm) {
        if (confirm.email != null) {
            return Uni.createFrom().item(List.of(confirm.email));
        }
        return confirm.operation == ConfirmOperation.LAUNCH_PAGE
                ? confirms.lead(confirm).chain(lead -> lead == null ? Uni.createFrom().item(List.of())
                        : memberships.emailsOf(lead, Role.OWNER, Role.CAMPAIGNER))
                : Uni.createFrom().item(List.of());
    }

    private Uni<List<NewNotification>> render(Confirm confirm, List<String> emails) {
        return instance.id().chain(sender -> confirms.facts(confirm).map(facts -> emails.stream()
                .map(email -> NewMail.of(sender, facts.template(), email, about(confirm), facts.fields()).notification())
                .toList()));
    }

    private static String about(Confirm confirm) {
        return "confirm:" + confirm.id;
    }
}
