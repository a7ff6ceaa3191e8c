package app.proca.notify.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;

/**
 * How long a change takes from its row in the outbox to the consumer, its commit included; and the memory of the service
 * while changes come steadily.
 */
record Latency(Vertx vertx) implements Part {

    private static final int ORGS = 4;
    private static final int CAMPAIGNS_OF_EACH = 25;
    private static final int ROUNDS = 3;
    private static final int PER_SECOND = 100;
    private static final double P99_GOAL_MS = 20;
    private static final double MEMORY_GOAL_MB = 350;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); Connection database = lab.connect(url);
                var broker = lab.broker()) {
            Orgs orgs = Orgs.create(Api.signedIn(vertx, service), database, ORGS, CAMPAIGNS_OF_EACH);
            try (Arrivals arrivals = Arrivals.of(broker, orgs.ids().stream().map(Orgs::queue).toList())) {
                Steadily.run(PER_SECOND, lab.scaled(20), orgs::change);
                byte[] body = Database.text(database, "select body from notify.outbox order by id desc limit 1")
                        .getBytes(StandardCharsets.UTF_8);
                List<Figure> figures = new ArrayList<>();
                figures.addAll(measure("idle", 5, lab.scaled(20), service, database, broker, orgs, arrivals, body));
                figures.addAll(measure("at 100 changes/s", PER_SECOND, lab.scaled(30), service, database, broker, orgs, arrivals,
                        body));
                return figures;
            }
        }
    }

    private List<Figure> measure(String when, int perSecond, int seconds, ServiceProcess service, Connection database,
            com.rabbitmq.client.Connection broker, Orgs orgs, Arrivals arrivals, byte[] body) throws Exception {
        List<Samples> changes = new ArrayList<>();
        List<Samples> plain = new ArrayList<>();
        double cpu = 0;
        double memory = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (PlainPublisher publisher = PlainPublisher.open(broker, body)) {
                Steadily.run(perSecond, seconds, publisher::send);
                plain.add(publisher.latencies());
            }
            long last = Database.number(database, "select max(id) from notify.outbox");
            double cpuBefore = Machine.cpuMs(service.handle());
            Steadily.run(perSecond, seconds, orgs::change);
            cpu += Machine.cpuMs(service.handle()) - cpuBefore;
            memory = Math.max(memory, Machine.residentMb(service.handle()));
            changes.add(latencies(database, arrivals, last, perSecond * seconds));
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(name(), "commit to consumer, p50, " + when, middle(changes, 0.5), "ms")
                .besides("plain publisher to consumer", middle(plain, 0.5)));
        Figure p99 = Figure.of(name(), "commit to consumer, p99, " + when, middle(changes, 0.99), "ms")
                .besides("plain publisher to consumer", middle(plain, 0.99));
        boolean loaded = perSecond == PER_SECOND;
        figures.add(loaded ? p99.atMost(P99_GOAL_MS) : p99);
        if (loaded) {
            figures.add(Figure.of(name(), "resident memory " + when, memory, "MB").atMost(MEMORY_GOAL_MB));
            figures.add(Figure.of(name(), "processor time " + when, cpu / (ROUNDS * seconds) / 10, "% of one processor"));
        }
        return figures;
    }

    private static Samples latencies(Connection database, Arrivals arrivals, long last, int wanted) throws SQLException {
        AtomicInteger seen = new AtomicInteger();
        Pause.until("all changes are committed and told", SOON, LOOK, () -> {
            seen.set(inserted(database, last).size());
            return seen.get() >= wanted && arrivals.haveAll(inserted(database, last));
        });
        return arrivals.since(inserted(database, last));
    }

    private static Map<String, Long> inserted(Connection database, long last) {
        try {
            return Database.insertedAt(database, last);
        } catch (SQLException failure) {
            throw new IllegalStateException("the outbox cannot be read", failure);
        }
    }

    /** The median of the rounds: one that a neighbour of the machine disturbed does not count. */
    private static double middle(List<Samples> rounds, double share) {
        return Samples.of(rounds.stream().map(round -> round.percentile(share)).toList()).median();
    }
}
