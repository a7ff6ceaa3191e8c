package app.proca.notify.action;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Where action pages were last seen on the web: where the newest of their actions came from. */
@ApplicationScoped
public class LastSeen {

    private static final String NEWEST = """
            select s.location from Action a join Source s on s.id = a.sourceId
            where a.actionPageId = :page and s.location <> '' order by a.id desc""";

    /** The address that the widget told; anybody may have told it. */
    public Uni<Optional<String>> location(long actionPageId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(NEWEST, String.class)
                        .setParameter("page", actionPageId).setMaxResults(1).getResultList())
                .map(locations -> locations.stream().findFirst());
    }
}
