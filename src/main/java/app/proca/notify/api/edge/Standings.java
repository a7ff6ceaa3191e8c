package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Keeps what the people on all open sockets may do up to date, with one query for all of them: one who lost a role loses
 * it within {@code proca.api.recheck}. When nobody can be asked for three times as long, all of them count as anonymous.
 */
@ApplicationScoped
class Standings {

    private static final Logger LOG = Logger.getLogger(Standings.class);
    private static final EdgeLog OUTAGES = new EdgeLog(Standings.class);
    private static final int TRUSTED_FAILURES = 2;

    private final Set<Standing> open = ConcurrentHashMap.newKeySet();
    private final Authentication authentication;
    private final EdgeSettings settings;
    private Cancellable checking = () -> {};
    private int failures;

    Standings(Authentication authentication, EdgeSettings settings) {
        this.authentication = authentication;
        this.settings = settings;
    }

    void start(@Observes StartupEvent started) {
        checking = Multi.createFrom().ticks().every(settings.recheck()).onOverflow().drop()
                .onItem().transformToUniAndConcatenate(tick -> check(List.copyOf(open)))
                .subscribe().with(checked -> {},
                        failure -> LOG.error("Roles of open sockets are no longer checked: restart the service", failure));
    }

    void stop(@Observes ShutdownEvent stopping) {
        checking.cancel();
    }

    void open(Standing standing) {
        open.add(standing);
    }

    void close(Standing standing) {
        open.remove(standing);
    }

    /** Those who sign in meanwhile are newer than the answer, and left alone. */
    private Uni<Void> check(List<Standing> standings) {
        if (standings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return authentication.again(standings.stream().map(Standing::userId).collect(Collectors.toSet()))
                .ifNoItem().after(settings.recheck()).fail()
                .invoke(users -> {
                    failures = 0;
                    standings.forEach(standing -> standing.update(users));
                })
                .replaceWithVoid()
                .onFailure().recoverWithItem(failure -> distrust(standings, failure));
    }

    private Void distrust(List<Standing> standings, Throwable failure) {
        OUTAGES.warn("Roles of open sockets cannot be checked", failure);
        if (++failures > TRUSTED_FAILURES) {
            standings.forEach(standing -> standing.update(Map.of()));
        }
        return null;
    }
}
