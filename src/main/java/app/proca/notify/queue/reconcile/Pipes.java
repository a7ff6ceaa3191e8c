package app.proca.notify.queue.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jboss.logging.Logger;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.org.Org;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * What an operator does about the queue workers of an org (spec/events.md: {@code start_org_pipes} and so on). It is written
 * down, so that it concerns all instances, those too that start later, until an operator says otherwise. Each operation runs
 * in the caller's transaction, and answers false where there was nothing to do.
 */
@ApplicationScoped
public class Pipes {

    private static final Logger LOG = Logger.getLogger(Pipes.class);

    private static final String STOP = """
            insert into notify.pipes as p (org_id, stopped) values (:org, true)
            on conflict (org_id) do update set stopped = true, changed_at = now() where not p.stopped""";
    private static final String START =
            "update notify.pipes set stopped = false, changed_at = now() where org_id = :org and stopped";
    private static final String RESTART = """
            insert into notify.pipes as p (org_id, stopped, restarts) values (:org, false, 1)
            on conflict (org_id) do update set stopped = false, restarts = p.restarts + 1, changed_at = now()""";
    private static final String PAUSE = """
            insert into notify.paused_workers (org_id, worker, paused_by) values (:org, :worker, :user)
            on conflict do nothing""";
    private static final String RESUME = "delete from notify.paused_workers where org_id = :org and worker = :worker";

    private final UnitsOfWork units;
    private final Event<PipesChanged> changed;

    Pipes(UnitsOfWork units, Event<PipesChanged> changed) {
        this.units = units;
        this.changed = changed;
    }

    /** The org's workers take no more messages; what they hold they finish, or give back. */
    public Uni<Boolean> stop(Org org) {
        return change(org, STOP, "stopped");
    }

    /** The org's workers follow its settings again. */
    public Uni<Boolean> start(Org org) {
        return change(org, START, "started");
    }

    /** The org's workers begin anew, also where they were stopped. */
    public Uni<Boolean> restart(Org org) {
        return change(org, RESTART, "restarted");
    }

    /**
     * One of the org's workers takes no more messages by itself, whether the others run or not; what it holds it finishes, or
     * gives back.
     *
     * @param userId who wants it so
     */
    public Uni<Boolean> pause(Org org, String worker, long userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PAUSE).setParameter("org", org.id).setParameter("worker", worker)
                        .setParameter("user", userId).executeUpdate())
                .map(rows -> told(rows, org, "User " + userId + " paused the worker " + worker));
    }

    /** The worker goes on, where the org's pipes are not stopped. */
    public Uni<Boolean> resume(Org org, String worker, long userId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RESUME).setParameter("org", org.id).setParameter("worker", worker)
                        .executeUpdate())
                .map(rows -> told(rows, org, "User " + userId + " resumed the worker " + worker));
    }

    private Uni<Boolean> change(Org org, String sql, String what) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql).setParameter("org", org.id).executeUpdate())
                .map(rows -> told(rows, org, "An operator " + what + " the pipes"));
    }

    private boolean told(int rows, Org org, String what) {
        if (rows > 0) {
            UnitOfWork unit = units.current();
            changed.fire(new PipesChanged(org.id, unit));
            unit.afterCommit(() -> LOG.infof("%s of org %d", what, org.id));
        }
        return rows > 0;
    }
}
