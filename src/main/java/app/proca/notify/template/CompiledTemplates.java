package app.proca.notify.template;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.common.ClientFault;
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

    /**
     * What a template is looked up by.
     *
     * @param locale empty for none in particular
     */
    record Key(long orgId, String name, String locale) {}

    /** Found and compiled, found and broken, or not there. Broken ones are kept, too: a cache cries over what fails in it. */
    private record Found(@Nullable CompiledTemplate template, @Nullable ClientFault fault) {

        static Found of(EmailTemplate template) {
            try {
                return new Found(CompiledTemplate.of(template), null);
            } catch (ClientFault broken) {
                return new Found(null, broken);
            }
        }

        Optional<CompiledTemplate> get() {
            if (fault != null) {
                throw fault;
            }
            return Optional.ofNullable(template);
        }
    }

    private final Cache compiled;
    private final Outbox outbox;
    private final Mutiny.SessionFactory sessions;

    CompiledTemplates(@CacheName("templates") Cache compiled, Outbox outbox, Mutiny.SessionFactory sessions) {
        this.compiled = compiled;
        this.outbox = outbox;
        this.sessions = sessions;
    }

    /**
     * The org's own template of that name: in that locale, else without one, else in any (spec/processing.md). Empty where
     * it has none.
     *
     * @param locale null for none in particular
     * @return fails with a ClientFault where the stored template is broken, which only another program can have written
     */
    public Uni<Optional<CompiledTemplate>> find(long orgId, String name, @Nullable String locale) {
        return compiled.getAsync(new Key(orgId, name, locale == null ? "" : locale), this::read).map(Found::get);
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

    private Uni<Found> read(Key key) {
        return sessions.openSession().chain(session -> session
                .createSelectionQuery("""
                        from EmailTemplate where orgId = :org and name = :name
                        order by case when locale = :locale then 0 when locale = '' then 1 else 2 end, id""", EmailTemplate.class)
                .setParameter("org", key.orgId()).setParameter("name", key.name()).setParameter("locale", key.locale())
                .setMaxResults(1)
                .getSingleResultOrNull()
                .eventually(session::close))
                .map(found -> found == null ? new Found(null, null) : Found.of(found));
    }
}
