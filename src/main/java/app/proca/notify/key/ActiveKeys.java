package app.proca.notify.key;

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
 * The dictionary of active keys (spec/events.md, rows 13 and 14). On the instance that took a change it is right before
 * the change's answer is sent, on the others as soon as they read it in the log.
 */
@ApplicationScoped
public class ActiveKeys implements Follower {

    private static final String TOPIC = "active_keys";

    private final Cache keys;
    private final Outbox outbox;
    private final Mutiny.SessionFactory sessions;

    ActiveKeys(@CacheName("active-keys") Cache keys, Outbox outbox, Mutiny.SessionFactory sessions) {
        this.keys = keys;
        this.outbox = outbox;
        this.sessions = sessions;
    }

    /** The key to encrypt an org's personal data with; empty where the org takes it in clear. */
    public Uni<Optional<ActiveKey>> of(long orgId) {
        return entry(orgId).map(found -> found.map(Entry::key));
    }

    /** The key to encrypt from; empty where the org has none, or none whose private half is here. */
    Uni<Optional<SigningKey>> signing(long orgId) {
        return entry(orgId).map(found -> found.flatMap(Entry::signing));
    }

    void followNewKey(@Observes Created<PublicKey> created) {
        if (created.entity().active) {
            forgetEverywhere(created.entity().orgId, created.unit());
        }
    }

    void followActivation(@Observes Updated<PublicKey> updated) {
        forgetEverywhere(updated.entity().orgId, updated.unit());
    }

    void followRemovedKey(@Observes Deleted<PublicKey> deleted) {
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
        return keys.invalidate(Long.valueOf(changed.body()));
    }

    private void forgetEverywhere(long orgId, UnitOfWork unit) {
        outbox.tellOne(unit, "key_activated", "keys:" + orgId, () -> new NewNotification(Channel.INSTANCES, orgId, "keys",
                "key_activated", TOPIC, null, Long.toString(orgId)));
        unit.afterCommit(() -> keys.invalidate(orgId).subscribe().with(forgotten -> {}));
    }

    private Uni<Optional<Entry>> entry(long orgId) {
        return keys.getAsync(orgId, this::read);
    }

    private Uni<Optional<Entry>> read(Long orgId) {
        // A session of its own: several requests may wait for this one look-up.
        return sessions.openSession().chain(session -> session
                .createSelectionQuery("from PublicKey where orgId = :org and active order by id desc", PublicKey.class)
                .setParameter("org", orgId).setMaxResults(1).getResultList()
                .eventually(session::close))
                .map(found -> found.stream().findFirst().map(Entry::of));
    }

    private record Entry(ActiveKey key, Optional<SigningKey> signing) {

        static Entry of(PublicKey key) {
            return new Entry(ActiveKey.of(key),
                    Optional.ofNullable(key.privateHalf).map(half -> new SigningKey(key.id, half)));
        }
    }
}
