package app.proca.notify.processing;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import app.proca.notify.common.CurrentTrace;
import app.proca.notify.common.Nameless;
import app.proca.notify.common.OwnContext;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.Deliverer;
import app.proca.notify.outbox.Notification;
import app.proca.notify.outbox.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.DatabaseException;

/**
 * Processes the actions of all supporters that are due, in one transaction. Where that fails, each half has one of its own,
 * and so on: what cannot be processed fails alone.
 */
@ApplicationScoped
class ProcessingDeliverer implements Deliverer {

    private static final Logger LOG = Logger.getLogger(ProcessingDeliverer.class);

    /** Another program that has it in hand takes about a second; what it leaves, {@link Leftovers} take up. */
    private static final String HELD_UP = "what brought the supporter's consent is not ours to process, and comes first";
    private static final int PATIENCE = 5;

    private final Processing processing;
    private final Vertx vertx;

    ProcessingDeliverer(Processing processing, Vertx vertx) {
        this.processing = processing;
        this.vertx = vertx;
    }

    @Override
    public Channel channel() {
        return Channel.PROCESSING;
    }

    @Override
    public Uni<Outcome> deliver(Notification notification) {
        return deliverAll(List.of(notification)).map(outcomes -> outcomes.get(0));
    }

    @Override
    public Uni<List<Outcome>> deliverAll(List<Notification> due) {
        List<Mandate> mandates = due.stream().map(each -> Mandate.read(each.body())).toList();
        return process(List.copyOf(Mandate.bySupporter(mandates).values()), traces(due))
                .map(failures -> due.stream().map(each -> outcome(each, failures)).toList());
    }

    /** Answers what went wrong, by supporter. */
    private Uni<Map<Long, String>> process(List<Mandate> mandates, Map<String, String> traces) {
        return OwnContext.run(vertx, () -> {
            CurrentTrace.set(traces);
            return Panache.withTransaction(() -> processing.process(mandates));
        })
                .map(heldUp -> heldUp.stream().collect(Collectors.toMap(supporter -> supporter, supporter -> HELD_UP)))
                .onFailure().recoverWithUni(failure -> mandates.size() == 1
                        ? Uni.createFrom().item(Map.of(mandates.get(0).supporter(), reason(failure)))
                        : halves(mandates, traces));
    }

    private Uni<Map<Long, String>> halves(List<Mandate> mandates, Map<String, String> traces) {
        int middle = mandates.size() / 2;
        return process(mandates.subList(0, middle), traces)
                .chain(first -> process(mandates.subList(middle, mandates.size()), traces).map(second -> {
                    Map<Long, String> failures = new HashMap<>(first);
                    failures.putAll(second);
                    return failures;
                }));
    }

    /** By the subject of what is decided then. */
    private static Map<String, String> traces(List<Notification> due) {
        Map<String, String> traces = new HashMap<>();
        for (Notification notification : due) {
            if (notification.traceparent() != null) {
                traces.put("supporter:" + Mandate.read(notification.body()).supporter(), notification.traceparent());
            }
        }
        return traces;
    }

    private static Outcome outcome(Notification due, Map<Long, String> failures) {
        String failure = failures.get(Mandate.read(due.body()).supporter());
        boolean goesOn = failure == null || failure.equals(HELD_UP) && due.attempts() >= PATIENCE;
        return goesOn ? new Outcome.Delivered() : new Outcome.Failed(String.valueOf(failure));
    }

    /** What a database or a library says may hold personal data: only what kind of failure it is, unless it is ours. */
    static String reason(Throwable failure) {
        LOG.debug("An action could not be processed", Nameless.of(failure));
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return "its supporter's actions could not be processed: " + what(cause);
    }

    private static String what(Throwable cause) {
        if (cause instanceof DatabaseException refused) {
            return "the database refused, SQL state " + refused.getSqlState();
        }
        if (cause instanceof SQLException refused) {
            return "the database refused, SQL state " + refused.getSQLState();
        }
        return cause instanceof IllegalStateException ? String.valueOf(cause.getMessage()) : cause.getClass().getName();
    }
}
