package app.proca.notify.change;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;

/**
 * Fires the {@link Lifecycle} events of rows that were written past Hibernate, which hears of none (docs/decisions/010). Whoever
 * writes so calls this after the statement, in the same transaction, once a row.
 */
@ApplicationScoped
public class Announcements {

    private final Map<Class<?>, Lifecycle<?>> lifecycles;

    Announcements(@All List<Lifecycle<?>> lifecycles) {
        this.lifecycles = lifecycles.stream().collect(Collectors.toUnmodifiableMap(Lifecycle::entity, Function.identity()));
    }

    /**
     * @param inserted as it was written, with its id
     * @throws IllegalStateException where changes of such an entity are told to nobody
     */
    public void created(Object inserted, UnitOfWork unit) {
        Lifecycle<?> lifecycle = lifecycles.get(inserted.getClass());
        if (lifecycle == null) {
            throw new IllegalStateException(inserted.getClass().getSimpleName() + " has no Lifecycle");
        }
        lifecycle.fireCreated(inserted, unit);
    }
}
