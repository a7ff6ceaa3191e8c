package app.proca.notify.processing;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
        return process(due.stream().map(ProcessingDeliverer::supporter).distinct().sorted().toList())
                .map(failures -> due.stream().map(each -> outcome(failures.get(supporter(each)))).toList());
    }

    /** Answers what went wrong, by supporter. */
    private Uni<Map<Long, String>> process(List<Long> supporters) {
        return OwnContext.run(vertx, () -> Panache.withTransaction(() -> processing.process(supporters)))
                .map(processed -> Map.<Long, String>of())
                .onFailure().recoverWithUni(failure -> supporters.size() == 1
                        ? Uni.createFrom().item(Map.of(supporters.get(0), reason(failure)))
                        : halves(supporters));
    }

    private Uni<Map<Long, String>> halves(List<Long> supporters) {
        int middle = supporters.size() / 2;
        return process(supporters.subList(0, middle))
                .chain(first -> process(supporters.subList(middle, supporters.size())).map(second -> {
                    Map<Long, String> failures = new HashMap<>(first);
                    failures.putAll(second);
                    return failures;
                }));
    }

    private static Outcome outcome(@Nullable String failure) {
        return failure == null ? new Outcome.Delivered() : new Outcome.Failed(failure);
    }

    private static long supporter(Notification notification) {
        return Long.parseLong(notification.body());
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
