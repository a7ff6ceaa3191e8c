package app.proca.notify.change;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionFactoryImpl;
import org.jspecify.annotations.Nullable;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;

/**
 * Hears of every insert, update and delete that Hibernate writes and fires the entity's {@link Lifecycle} events, after
 * the statement and before the commit. Refuses changes outside a transaction before the statement is sent.
 */
@Singleton
class LifecycleListener implements PreInsertEventListener, PreUpdateEventListener, PreDeleteEventListener,
        PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener {

    private static final boolean NO_VETO = false;
    private static final int LISTEN_FIRST = 10;

    private final transient Map<Class<?>, Lifecycle<?>> lifecycles;
    private final transient UnitsOfWork units;

    LifecycleListener(@All List<Lifecycle<?>> lifecycles, UnitsOfWork units) {
        this.lifecycles = lifecycles.stream().collect(Collectors.toUnmodifiableMap(Lifecycle::entity, Function.identity()));
        this.units = units;
    }

    /** Hibernate knows no CDI: the listeners are appended once the session factory stands and before anything changes. */
    void listen(@Observes @Priority(LISTEN_FIRST) StartupEvent started, Mutiny.SessionFactory sessions) {
        EventListenerRegistry registry = ((MutinySessionFactoryImpl) ClientProxy.unwrap(sessions)).getServiceRegistry()
                .requireService(EventListenerRegistry.class);
        registry.appendListeners(EventType.PRE_INSERT, this);
        registry.appendListeners(EventType.PRE_UPDATE, this);
        registry.appendListeners(EventType.PRE_DELETE, this);
        registry.appendListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.POST_UPDATE, this);
        registry.appendListeners(EventType.POST_DELETE, this);
    }

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
        return refuseOutsideTransaction(event.getEntity(), event.getSession());
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        return refuseOutsideTransaction(event.getEntity(), event.getSession());
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        return refuseOutsideTransaction(event.getEntity(), event.getSession());
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        Lifecycle<?> lifecycle = lifecycles.get(event.getEntity().getClass());
        if (lifecycle != null) {
            lifecycle.fireCreated(event.getEntity(), units.of(event.getSession(), event.getPersister().getEntityName()));
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        Lifecycle<?> lifecycle = lifecycles.get(event.getEntity().getClass());
        if (lifecycle != null) {
            Changes changes = Changes.between(event.getPersister().getPropertyNames(), event.getOldState(), event.getState());
            if (!changes.isEmpty()) {
                lifecycle.fireUpdated(event.getEntity(), changes,
                        units.of(event.getSession(), event.getPersister().getEntityName()));
            }
        }
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        Lifecycle<?> lifecycle = lifecycles.get(event.getEntity().getClass());
        if (lifecycle != null) {
            lifecycle.fireDeleted(event.getEntity(), units.of(event.getSession(), event.getPersister().getEntityName()));
        }
    }

    @Override
    public boolean requiresPostCommitHandling(@Nullable EntityPersister persister) {
        return false;
    }

    private boolean refuseOutsideTransaction(Object entity, Object session) {
        if (lifecycles.containsKey(entity.getClass())) {
            var unused = units.of(session, entity.getClass().getSimpleName());
        }
        return NO_VETO;
    }
}
