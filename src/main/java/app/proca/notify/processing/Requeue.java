package app.proca.notify.processing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.key.PublicKey;
import app.proca.notify.message.ActionMessage;
import app.proca.notify.message.HeldContact;
import app.proca.notify.message.SignedAction;
import app.proca.notify.message.Stage;
import app.proca.notify.org.Org;
import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.broker.Publication;
import app.proca.notify.queue.topology.ExchangeName;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Puts actions once more into one queue of an org that holds a contact, as it now sees them (spec/processing.md, "Requeue").
 * Nothing changes, so nothing is in the outbox: who asks hears what the broker says, and asks again for what failed.
 */
@ApplicationScoped
public class Requeue {

    private static final int AT_ONCE = 500;

    private static final String HELD = """
            select a, s, c, e, k from Action a join Supporter s on s.id = a.supporterId
              join Contact c on c.supporterId = s.id and c.orgId = :org
              left join PublicKey e on e.id = c.publicKeyId left join PublicKey k on k.id = c.signKeyId
            where a.id in (:ids) and a.processingStatus in (:actions) and s.processingStatus in (:supporters)
            order by a.id, c.id""";

    private static final List<ActionStatus> ACTIONS =
            List.of(ActionStatus.NEW, ActionStatus.CONFIRMING, ActionStatus.DELIVERED, ActionStatus.REPEAT);
    private static final List<ProcessingStatus> SUPPORTERS = List.of(ProcessingStatus.CONFIRMING, ProcessingStatus.ACCEPTED);

    /**
     * How it went.
     *
     * @param count how many there are
     * @param failed of those: not at a stage that the queue is for, or not taken by the broker
     */
    public record Result(int count, int failed) {

        Result plus(Result other) {
            return new Result(count + other.count, failed + other.failed);
        }
    }

    private record Found(Action action, HeldContact held) {

        Optional<Stage> stage() {
            return Requeue.stage(action.processingStatus, held.supporter().processingStatus);
        }
    }

    private final Mutiny.SessionFactory sessions;
    private final Broker broker;
    private final Clock clock;

    Requeue(Mutiny.SessionFactory sessions, Broker broker, Clock clock) {
        this.sessions = sessions;
        this.broker = broker;
        this.clock = clock;
    }

    /** Of these actions, those that the org holds a contact for and that are on their way or delivered. */
    public Uni<Result> requeue(Org org, List<Long> ids, Queue queue) {
        List<Long> distinct = ids.stream().distinct().sorted().toList();
        List<List<Long>> batches = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += AT_ONCE) {
            batches.add(distinct.subList(from, Math.min(from + AT_ONCE, distinct.size())));
        }
        return Multi.createFrom().iterable(batches)
                .onItem().transformToUniAndConcatenate(batch -> requeueBatch(org, batch, queue))
                .collect().in(() -> new Result[]{ new Result(0, 0) }, (sum, result) -> sum[0] = sum[0].plus(result))
                .map(sum -> sum[0]);
    }

    /** The stage at which an action waits, or which it went through last; empty where it is at none. */
    static Optional<Stage> stage(ActionStatus action, ProcessingStatus supporter) {
        if (supporter == ProcessingStatus.CONFIRMING) {
            return action == ActionStatus.NEW ? Optional.of(Stage.SUPPORTER_CONFIRM) : Optional.empty();
        }
        return supporter != ProcessingStatus.ACCEPTED ? Optional.empty() : switch (action) {
            case CONFIRMING -> Optional.of(Stage.ACTION_CONFIRM);
            case DELIVERED, REPEAT -> Optional.of(Stage.DELIVER);
            case NEW, REJECTED, ACCEPTED -> Optional.empty();
        };
    }

    private Uni<Result> requeueBatch(Org org, List<Long> ids, Queue queue) {
        return sessions.openSession()
                .chain(session -> found(session, org, ids)
                        .chain(found -> publications(session, org, found, queue)
                                .map(publications -> Map.entry(found.size(), publications)))
                        .eventually(session::close))
                .chain(batch -> publish(batch.getValue())
                        .map(published -> new Result(batch.getKey(), batch.getKey() - published)));
    }

    /** Of several contacts that the org holds, the newest. */
    private static Uni<List<Found>> found(Mutiny.Session session, Org org, List<Long> ids) {
        return session.createSelectionQuery(HELD, Object[].class).setParameter("org", org.id).setParameter("ids", ids)
                .setParameter("actions", ACTIONS).setParameter("supporters", SUPPORTERS).getResultList()
                .map(rows -> {
                    Map<Long, Found> found = new LinkedHashMap<>();
                    rows.forEach(row -> found.put(((Action) row[0]).id, new Found((Action) row[0],
                            new HeldContact((Supporter) row[1], (Contact) row[2], (PublicKey) row[3], (PublicKey) row[4]))));
                    return List.copyOf(found.values());
                });
    }

    private Uni<List<Publication>> publications(Mutiny.Session session, Org org, List<Found> found, Queue queue) {
        List<Found> fitting = found.stream().filter(each -> each.stage().filter(queue::takes).isPresent()).toList();
        return fitting.isEmpty() ? Uni.createFrom().item(List.of())
                : SignedActions.of(session, fitting.stream().map(Found::action).toList()).map(signed -> {
                    List<Publication> publications = new ArrayList<>();
                    for (int i = 0; i < signed.size(); i++) {
                        publications.add(publication(org, signed.get(i), fitting.get(i), queue));
                    }
                    return publications;
                });
    }

    private Publication publication(Org org, SignedAction signed, Found found, Queue queue) {
        Stage stage = found.stage().orElseThrow();
        return new Publication(ExchangeName.DEFAULT.value(), queue.of(org.id).value(), UUID.randomUUID().toString(),
                stage.wireName(), clock.instant(),
                ActionMessage.render(org.actionSchemaVersion, signed, found.held(), stage).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers how many the broker took; a queue that is not there takes none. */
    private Uni<Integer> publish(List<Publication> publications) {
        return publications.isEmpty() ? Uni.createFrom().item(0)
                : Uni.join().all(publications.stream().map(broker::publish).toList()).andCollectFailures()
                        .map(outcomes -> Math.toIntExact(outcomes.stream().filter(Outcome.Delivered.class::isInstance).count()));
    }
}
