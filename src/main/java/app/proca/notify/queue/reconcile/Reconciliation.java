package app.proca.notify.queue.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.outbox.Relay;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.BrokerConnected;
import app.proca.notify.queue.broker.BrokerSettings;
import app.proca.notify.queue.broker.CallerContext;
import app.proca.notify.queue.broker.ExchangeMissing;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Makes what stands on the broker follow from the orgs' settings: for all orgs whenever the connection comes up, for one
 * after each change, for all again when the instance org changed.
 */
@ApplicationScoped
public class Reconciliation {

    /** Instead of an org's id: all of them. */
    public static final String ALL_ORGS = "all";

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);
    private static final Pattern OF_AN_ORG = Pattern.compile("org\\.(\\d{1,9})\\..*");
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final OrgQueuesTable orgs;
    private final Broker broker;
    private final TopologySettings settings;
    private final int atOnce;
    private final Instance<Relay> relay;

    // The relay delivers topologies through this class: looked up late.
    Reconciliation(OrgQueuesTable orgs, Broker broker, TopologySettings settings, BrokerSettings limits, Instance<Relay> relay) {
        this.orgs = orgs;
        this.broker = broker;
        this.settings = settings;
        this.atOnce = Math.max(1, limits.declareAtOnce());
        this.relay = relay;
    }

    /** Declares one org's queues; an org that is gone needs none. */
    public Uni<Outcome> reconcile(long orgId) {
        return orgs
                .alone(orgId, found -> found.map(this::declare).orElseGet(() -> Uni.createFrom().item(new Outcome.Delivered())))
                .onFailure().recoverWithItem(failure -> new Outcome.Unavailable("the settings could not be read: " + failure));
    }

    /**
     * Declares the queues of every org. Unavailable where the broker or the database went away meanwhile; an org that the
     * broker refuses is logged and holds up no other.
     */
    public Uni<Outcome> reconcileAll() {
        return orgs.ids()
                .chain(this::each)
                .onFailure().recoverWithItem(failure -> new Outcome.Unavailable("the orgs could not be read: " + failure));
    }

    void reconcileAll(@Observes BrokerConnected connected) {
        long began = System.nanoTime();
        Uni.createFrom().deferred(this::reconcileAll)
                .invoke(Reconciliation::failIfAway)
                .onFailure(away -> away instanceof NotAllDeclared && broker.isConnected()).retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY).indefinitely()
                .subscribe().with(
                        done -> resume(began),
                        failure -> LOG.warnf("The queues are not declared, a new connection is awaited: %s",
                                failure.getMessage()));
    }

    /** An exchange is gone though the connection stands: somebody deleted it. */
    void redeclare(@Observes ExchangeMissing missing) {
        Matcher named = OF_AN_ORG.matcher(missing.exchange());
        if (named.matches()) {
            long orgId = Long.parseLong(named.group(1));
            reconcile(orgId).subscribe().with(outcome -> log(orgId, outcome),
                    failure -> LOG.errorf(failure, "The queues of org %d could not be declared", orgId));
        }
    }

    private void resume(long began) {
        LOG.infof("The queues of all orgs stand, after %d ms", (System.nanoTime() - began) / 1_000_000);
        relay.get().resume(Set.of(Channel.TOPOLOGY, Channel.BROKER));
    }

    private Uni<Outcome> each(List<Long> ids) {
        return Multi.createFrom().iterable(ids)
                .onItem().transformToUni(id -> reconcile(id).invoke(outcome -> log(id, outcome))).merge(atOnce)
                .filter(Outcome.Unavailable.class::isInstance)
                .toUni()
                .map(away -> away == null ? new Outcome.Delivered() : away);
    }

    private Uni<Outcome> declare(OrgQueues org) {
        return Uni.createFrom().deferred(() -> broker
                .declare(org.orgId(), Topology.of(org, settings.retryDelay(), settings.type()))
                // the transaction that holds the lock goes on where it began
                .emitOn(CallerContext.current()));
    }

    private static void log(long orgId, Outcome outcome) {
        if (outcome instanceof Outcome.Failed refused) {
            LOG.errorf("The queues of org %d do not stand: %s", orgId, refused.reason());
        }
    }

    private static void failIfAway(Outcome outcome) {
        if (outcome instanceof Outcome.Unavailable away) {
            throw new NotAllDeclared(away.reason());
        }
    }

    /** Not all were declared; worth another try while the connection stands. */
    private static final class NotAllDeclared extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAllDeclared(String reason) {
            super(reason, null, false, false);
        }
    }
}
