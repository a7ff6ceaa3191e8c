package app.proca.notify.mail.backend;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.mail.mailbox.Mailbox;
import app.proca.notify.org.InstanceOrg;
import app.proca.notify.org.InstanceSettings;
import app.proca.notify.org.ServiceName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.ext.mail.MailClient;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Knows through what an org's mails go. Asked anew for each mail: a changed service counts for the next one. */
@ApplicationScoped
public class Senders {

    private static final String SENDER = """
            select o.id, o.name, o.title, o.email_from, coalesce(o.reply_enabled, true) as reply_enabled, s.name as service, s.host,
                   s."user" as login, s.password, s.sending_from, coalesce(s.org_id = o.id, true) as own_backend,
                   owner.email_from as owner_from
            from orgs o left join services s on %s left join orgs owner on owner.id = s.org_id
            where o.id = $1""";

    private static final String OF_ORG = SENDER.formatted("s.id = o.email_backend_id");
    private static final String BY_ID = SENDER.formatted("s.org_id = o.id and s.id = $2");

    private final Pool pool;
    private final InstanceOrg instance;
    private final SmtpClients clients;
    private final Mailbox mailbox;
    private final MailSettings settings;
    private final MailBackend mailer;
    private final String fallback;

    Senders(Pool pool, InstanceOrg instance, InstanceSettings instanceSettings, SmtpClients clients, Mailbox mailbox,
            MailSettings settings, MailClient mailer) {
        this.pool = pool;
        this.instance = instance;
        this.clients = clients;
        this.mailbox = mailbox;
        this.settings = settings;
        this.mailer = new SmtpBackend(mailer);
        this.fallback = settings.from().orElse("noreply@" + instanceSettings.host());
    }

    /** Empty where the org is gone. Fails with an IllegalArgumentException where its title or address can be in no header. */
    public Uni<Optional<Sender>> of(long orgId) {
        return find(OF_ORG, Tuple.of(orgId));
    }

    /** The org's mails, if they went through that service of its own. */
    public Uni<Optional<Sender>> byId(long orgId, long serviceId) {
        return find(BY_ID, Tuple.of(orgId, serviceId));
    }

    private Uni<Optional<Sender>> find(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters)
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(sender(rows.iterator().next())));
    }

    private Sender sender(Row row) {
        SendingOrg org = new SendingOrg(row.getString("title"), row.getString("email_from"), row.getBoolean("reply_enabled"),
                row.getBoolean("own_backend"), row.getString("sending_from"), row.getString("owner_from"));
        return new Sender(org.from(fallback), org.replyTo(fallback), backend(row));
    }

    private MailBackend backend(Row row) {
        long org = row.getLong("id");
        String service = row.getString("service");
        if (service == null) {
            return instance.name().equalsIgnoreCase(row.getString("name"))
                    ? defaultBackend()
                    : MailBackend.unusable("org " + org + " has no e-mail backend");
        }
        ServiceName kind = new ServiceName.Column().convertToEntityAttribute(service);
        if (kind == ServiceName.SMTP) {
            return smtp(org, row);
        }
        return kind == ServiceName.PREVIEW
                ? mailbox::post
                : MailBackend.unusable("the e-mail backend of org " + org + " is " + kind
                        + ", which cannot be used here: give the org an SMTP service");
    }

    private MailBackend smtp(long org, Row row) {
        try {
            SmtpServer server = SmtpServer.parse(row.getString("host")).as(row.getString("login"), row.getString("password"));
            return new SmtpBackend(clients.of(server));
        } catch (IllegalArgumentException wrong) {
            return MailBackend.unusable("the host of org " + org + "'s SMTP service " + wrong.getMessage());
        }
    }

    private MailBackend defaultBackend() {
        return switch (settings.defaultBackend()) {
            case MAILER -> mailer;
            case MAILBOX -> mailbox::post;
        };
    }
}
