package app.proca.notify.ops.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.queue.broker.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Stands before {@code /q/metrics}: sees that the scraper shows the token, where one is set, and has what is sampled looked up, at
 * most every so often and once for all who scrape meanwhile.
 */
@ApplicationScoped
class ScrapeDoor {

    private static final int ORDER = -100;
    private static final int UNAUTHORIZED = 401;
    private static final String BEARER = "Bearer ";

    private final MetricsSettings settings;
    private final Uni<Void> backlogs;
    private final Uni<Void> queues;

    ScrapeDoor(MetricsSettings settings, Backlogs backlogs, QueueDepths queues) {
        this.settings = settings;
        this.backlogs = Uni.createFrom().deferred(backlogs::look).memoize().atLeast(settings.sampleEvery());
        this.queues = Uni.createFrom().deferred(queues::look).memoize().atLeast(settings.queuesEvery());
    }

    void stand(@Observes Router router) {
        router.routeWithRegex("/q/metrics(/.*)?").order(ORDER).handler(this::letIn);
    }

    private void letIn(RoutingContext routing) {
        if (settings.token().map(token -> shows(routing, token)).orElse(true)) {
            look().subscribe().with(looked -> routing.next(), routing::fail);
        } else {
            var unused = routing.response().setStatusCode(UNAUTHORIZED).putHeader("WWW-Authenticate", "Bearer").end();
        }
    }

    private Uni<Void> look() {
        return Uni.combine().all().unis(backlogs, queues).discardItems()
                .ifNoItem().after(settings.patience()).recoverWithUni(() -> Uni.createFrom().voidItem())
                .emitOn(CallerContext.current());
    }

    /** In the same time whatever is wrong with it. */
    private static boolean shows(RoutingContext routing, String token) {
        String shown = Optional.ofNullable(routing.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(BEARER)).map(header -> header.substring(BEARER.length())).orElse("");
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
