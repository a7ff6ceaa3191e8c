package app.proca.notify.queue.work;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import app.proca.notify.outbox.Movements;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.supporter.ContactErased;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Where messages stay that were given up: in {@code notify.parked}, or in a queue that the configuration names. */
@Singleton
class Parking {

    private static final long NO_ORG = 0;

    /** A message that is parked again, after a crash or a replay, keeps its row. */
    private static final String PARK = """
            insert into notify.parked (org_id, queue, message_id, reason, returns, properties, body, kind, action_id, campaign_id, page_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (queue, message_id) do update set reason = excluded.reason, returns = excluded.returns,
              properties = excluded.properties, body = excluded.body, parked_at = excluded.parked_at, kind = excluded.kind,
              action_id = excluded.action_id, campaign_id = excluded.campaign_id, page_id = excluded.page_id returning id""";

    /** References have no characters that JSON or PostgreSQL would write in another way. */
    private static final String FORGET =
            "delete from notify.parked where org_id = $1 and position(convert_to($2, 'UTF8') in body) > 0";

    private final Pool pool;
    private final Broker broker;
    private final Clock clock;
    private final Movements movements;
    private final Optional<QueueName> queue;

    Parking(Pool pool, Broker broker, Clock clock, Movements movements, WorkSettings settings) {
        this.pool = pool;
        this.broker = broker;
        this.clock = clock;
        this.movements = movements;
        this.queue = settings.parkingQueue().map(QueueName::new);
    }

    /** Fails where the message is not safe: it must not leave its queue then. */
    Uni<Void> park(Parked message) {
        return queue.map(named -> publish(named, message)).orElseGet(() -> insert(message));
    }

    /** Messages about somebody are not kept for an operator once the org forgets them. */
    void forgetErased(@Observes ContactErased erased) {
        erased.unit().beforeCommit(() -> Uni.createFrom().completionStage(() -> erased.unit().connection().update(FORGET,
                new Object[]{ erased.orgId(), erased.contactRef() })).replaceWithVoid());
    }

    private Uni<Void> insert(Parked message) {
        return pool.preparedQuery(PARK).execute(Tuple.from(Arrays.asList(message.orgId(), message.queue(),
                message.messageId(), message.reason(), message.returns(), message.properties(), message.body(), message.kind(),
                message.about().actionId(), message.about().campaignId(), message.about().pageId())))
                .invoke(rows -> movements.parked(message.orgId(), rows.iterator().next().getLong(0)))
                .replaceWithVoid();
    }

    private Uni<Void> publish(QueueName named, Parked message) {
        Publication publication = publication(named, message);
        return broker.publish(publication)
                .chain(outcome -> outcome instanceof Outcome.Unrouted ? declared(named).chain(() -> broker.publish(publication))
                        : Uni.createFrom().item(outcome))
                .invoke(outcome -> {
                    if (!(outcome instanceof Outcome.Delivered)) {
                        throw new IllegalStateException("the parking queue " + named + " did not take the message: " + outcome);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Outcome> declared(QueueName named) {
        return broker.declare(NO_ORG,
                new Topology(List.of(), List.of(new Topology.Queue(named, Map.of())), List.of(), List.of()));
    }

    private Publication publication(QueueName named, Parked message) {
        return new Publication("", named.value(), message.messageId() == null ? "" : message.messageId(), "parked",
                clock.instant(), message.body().getBytes())
                .withHeaders(Map.of("x-parked-queue", message.queue(), "x-parked-reason", message.reason(), "x-parked-returns",
                        message.returns(), "x-parked-properties", message.properties()));
    }
}
