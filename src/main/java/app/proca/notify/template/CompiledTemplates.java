package app.proca.notify.template;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outbox;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;

/**
 * Compiled templates by org, name and locale; a changed one leaves the cache on every instance (spec/events.md, row
 * 16).
 */
@ApplicationScoped
public class CompiledTemplates implements Follower {

    private static final String TOPIC = "templates";

    /** What a template is looked up by. */
    record Key(long orgId, String name, String locale) {}

    private final Cache compiled;
    private final Outbox outbox;
    private final Mutiny.SessionFactory sessions;

    CompiledTemplates(@CacheName("templates") Cache compiled, Outbox outbox, Mutiny.SessionFactory sessions) {
        this.compiled = compiled;
        this.outbox = outbox;
        this.sessions = sessions;
    }

    /** The org's own template of that name in that locale; empty where it has none. */
    public Uni<Optional<CompiledTemplate>> byName(long orgId, String name, String locale) {
        return compiled.getAsync(new Key(orgId, name, locale), this::read);
    }

    void forgetOnInsert(@Observes Created<EmailTemplate> created) {
        forgetEverywhere(created.entity().orgId, created.unit());
    }

    void forgetOnUpdate(@Observes Updated<EmailTemplate> updated) {
        forgetEverywhere(updated.entity().orgId, updated.unit());
    }

    void forgetOnDelete(@Observes Deleted<EmailTemplate> deleted) {
        forgetEverywhere(deleted.entity().orgId, deleted.unit());
    }

    @Override
    public Channel channel() {
        return Channel.INSTANCES;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public Uni<Void> follow(Notification changed) {
        return forget(Long.parseLong(changed.body()));
    }

    private void forgetEverywhere(long orgId, UnitOfWork unit) {
        outbox.tellOne(unit, "template_changed", "templates:" + orgId, () -> new NewNotification(Channel.INSTANCES, orgId,
                "templates", "template_changed", TOPIC, null, Long.toString(orgId)));
        unit.afterCommit(() -> forget(orgId).subscribe().with(forgotten -> {}));
    }

    private Uni<Void> forget(long orgId) {
        return compiled.invalidateIf(key -> key instanceof Key template && template.orgId() == orgId);
    }

    private Uni<Optional<CompiledTemplate>> read(Key key) {
        return sessions.openSession().chain(session -> session
                .createSelectionQuery("from EmailTemplate where orgId = :org and name = :name and locale = :locale",
                        EmailTemplate.class)
                .setParameter("org", key.orgId()).setParameter("name", key.name()).setParameter("locale", key.locale())
                .getResultList()
                .eventually(session::close))
                .map(found -> found.stream().findFirst().map(CompiledTemplate::of));
    }
}
