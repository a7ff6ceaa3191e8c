package app.proca.notify.queue.reconcile;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Follower;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.outbox.Relay;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.BrokerConnected;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.topology.TopologySettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;

/**
 * Makes what stands on the broker follow from the orgs' settings: for all orgs whenever the connection comes up, for one
 * after each change, for all again when the instance org changed.
 */
@ApplicationScoped
public class Reconciliation implements Follower {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final OrgQueuesTable orgs;
    private final Broker broker;
    private final TopologySettings settings;
    private final Instance<Relay> relay;

    // The relay delivers topologies through this class: looked up late.
    Reconciliation(OrgQueuesTable orgs, Broker broker, TopologySettings settings, Instance<Relay> relay) {
        this.orgs = orgs;
        this.broker = broker;
        this.settings = settings;
        this.relay = relay;
    }

    /** Declares one org's queues; an org that is gone needs none. */
    public Uni<Outcome> reconcile(long orgId) {
        return orgs.of(orgId)
                .chain(org -> org.map(this::declare).orElseGet(() -> Uni.createFrom().item(new Outcome.Delivered())))
                .onFailure().recoverWithItem(failure -> new Outcome.Unavailable("the settings could not be read: " + failure));
    }

    /** Declares the queues of every org; answers how many orgs have all of theirs. */
    public Uni<Long> reconcileAll() {
        return orgs.all().chain(this::declareAll);
    }

    void reconcileAll(@Observes BrokerConnected connected) {
        long began = System.nanoTime();
        reconcileAll().subscribe().with(
                done -> {
                    LOG.infof("The queues of %d orgs stand, after %d ms", done, (System.nanoTime() - began) / 1_000_000);
                    relay.get().resume(Set.of(Channel.TOPOLOGY, Channel.BROKER));
                },
                failure -> LOG.errorf(failure, "The orgs' queues could not be looked at; they are, one by one, when an org changes"));
    }

    @Override
    public Channel channel() {
        return Channel.INSTANCES;
    }

    @Override
    public String topic() {
        return QueueNews.TOPIC;
    }

    @Override
    public Uni<Void> follow(Notification changed) {
        return changed.body().equals(QueueNews.ALL_ORGS) ? reconcileAll().replaceWithVoid() : Uni.createFrom().voidItem();
    }

    private Uni<Long> declareAll(List<OrgQueues> all) {
        return Multi.createFrom().iterable(all)
                .onItem().transformToUniAndConcatenate(org -> declare(org).invoke(outcome -> log(org, outcome)))
                .filter(Outcome.Delivered.class::isInstance)
                .collect().with(java.util.stream.Collectors.counting());
    }

    private Uni<Outcome> declare(OrgQueues org) {
        return broker.declare(Topology.of(org, settings.retryDelay(), settings.type()));
    }

    private static void log(OrgQueues org, Outcome outcome) {
        if (outcome instanceof Outcome.Failed refused) {
            LOG.errorf("The queues of org %d do not stand: %s", org.orgId(), refused.reason());
        }
    }
}
