package app.proca.notify.mail.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.mail.NewMail;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.work.Trouble;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Writes to the owners of an org, in the transaction that remembers that they are told: all of them once, whatever instance
 * does it. The instance org sends, since what the org has for that may be what fails.
 */
@ApplicationScoped
class AlertMails {

    private static final String KIND = "alert";

    private final AlertTables tables;
    private final AlertSettings settings;
    private final Outbox outbox;
    private final UnitsOfWork units;
    private final Memberships memberships;
    private final InstanceOrg instance;
    private final String desk;
    private final Clock clock;

    AlertMails(AlertTables tables, AlertSettings settings, Outbox outbox, UnitsOfWork units, Memberships memberships,
            InstanceOrg instance, InstanceSettings instanceSettings, Clock clock) {
        this.tables = tables;
        this.settings = settings;
        this.outbox = outbox;
        this.units = units;
        this.memberships = memberships;
        this.instance = instance;
        this.desk = "https://" + instanceSettings.domain() + "/desk";
        this.clock = clock;
    }

    /** @param count of the messages that are missing; null where nobody knows */
    Uni<Void> missed(Trouble trouble, Instant since, OrgQueues org, @Nullable Long count) {
        Instant now = clock.instant();
        return inTransaction(unit -> tables.open(unit.connection(), trouble, since, now, now.minus(settings.quiet()))
                .invoke(mine -> tell(mine, unit, "alert_missed", trouble, org,
                        wording -> wording.missed(count, since, trouble.reason()))));
    }

    /**
     * @param since when it began, as the owners were told
     * @param parked messages that were given up meanwhile
     */
    Uni<Void> recovered(Trouble trouble, Instant since, OrgQueues org, long parked) {
        return inTransaction(unit -> tables.close(unit.connection(), trouble)
                .invoke(mine -> tell(mine, unit, "alert_recovered", trouble, org,
                        wording -> wording.recovered(since, clock.instant(), parked))));
    }

    /** Tells nobody. */
    Uni<Void> over(Trouble trouble) {
        return inTransaction(unit -> tables.close(unit.connection(), trouble));
    }

    private interface Work {

        Uni<?> in(UnitOfWork unit);
    }

    private interface Words {

        Map<String, Object> of(Wording wording);
    }

    private Uni<Void> inTransaction(Work work) {
        return Panache.withTransaction(() -> Panache.getSession()
                .call(session -> work.in(units.current()))
                .chain(Mutiny.Session::flush));
    }

    private void tell(boolean mine, UnitOfWork unit, String template, Trouble trouble, OrgQueues org, Words words) {
        if (mine) {
            outbox.tell(unit, KIND, about(trouble), () -> mails(template, trouble, org, words));
        }
    }

    private Uni<List<NewNotification>> mails(String template, Trouble trouble, OrgQueues queues, Words words) {
        return instance.id().chain(sender -> Org.<Org>findById(queues.orgId())
                .chain(org -> memberships.emailsOf(queues.orgId(), Role.OWNER)
                        .map(emails -> {
                            Map<String, Object> fields = org == null ? Map.of() : fields(org, trouble, queues, words);
                            return emails.stream().map(email -> NewMail.of(sender, template, email, about(trouble), fields)
                                    .notification()).toList();
                        })));
    }

    private Map<String, Object> fields(Org org, Trouble trouble, OrgQueues queues, Words words) {
        Recipient recipient = Recipient.of(trouble.queue()).orElseThrow();
        String title = org.title == null || org.title.isBlank() ? org.name : org.title;
        Map<String, Object> fields = new HashMap<>(
                words.of(new Wording(title, recipient.text(), recipient.thing(trouble.queue(), queues))));
        fields.put("org", Map.of("name", org.name, "title", title));
        fields.put("queue", trouble.queue().whole().value());
        fields.put("deskLink", desk);
        return fields;
    }

    private static String about(Trouble trouble) {
        return "queue:" + trouble.queue();
    }
}
