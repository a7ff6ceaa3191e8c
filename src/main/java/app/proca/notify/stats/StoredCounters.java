package app.proca.notify.stats;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.campaign.CampaignStats;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The counters as every instance reads them, from the database: they are right as soon as the change has committed. */
@ApplicationScoped
class StoredCounters implements CampaignCounters {

    private static final Logger LOG = Logger.getLogger(StoredCounters.class);
    private static final long MOST_OFTEN_MS = 1_000;

    private final CountersTable table;
    private final Vertx vertx;
    private final Duration interval;
    private final AtomicLong timer = new AtomicLong();

    StoredCounters(CountersTable table, Vertx vertx, StatsSettings settings) {
        this.table = table;
        this.vertx = vertx;
        this.interval = settings.recount();
    }

    @Override
    public Uni<CampaignStats> of(long campaignId) {
        return table.of(campaignId);
    }

    @Override
    public Uni<CountedActions> actions(Mutiny.Session session, long campaignId, String type) {
        return CountersTable.actions(session, campaignId, type);
    }

    /** At the start, where it was not done for a while, and then ever again. */
    void recountAgainAndAgain(@Observes StartupEvent started) {
        if (!interval.isZero() && !interval.isNegative()) {
            long period = Math.max(MOST_OFTEN_MS, interval.toMillis());
            timer.set(vertx.setPeriodic(1, period, tick -> recount()));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        var unused = vertx.cancelTimer(timer.get());
    }

    private void recount() {
        // half of it: the instance that did it last time is not to find that this was just less than the interval ago
        table.recount(interval.toMillis() / 2 + " milliseconds").subscribe().with(done -> LOG.debug("Campaigns are counted"),
                failure -> LOG.warnf("Campaigns could not be counted anew, the counters stay as they are until %s from now: %s",
                        interval, failure.getClass().getName()));
    }
}
