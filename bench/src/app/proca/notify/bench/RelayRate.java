package app.proca.notify.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.rabbitmq.client.Channel;

import io.vertx.core.Vertx;

/**
 * How fast a backlog of the outbox reaches the broker, in turns with RabbitMQ's perf-test: the same messages over the same
 * exchange into the same queues, each turn timed the same way, by how the queues fill.
 */
record RelayRate(Vertx vertx) implements Part {

    /** Leads to the org's own queue only: perf-test shall not have to fill {@code system.deliver} as well. */
    private static final String KEY = "campaign_updated";
    private static final int ROUNDS = 3;
    private static final int BATCH = 1000;
    private static final int SEVERAL = 8;
    private static final int LANES = 3;
    private static final double GOAL = 0.8;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int SUBJECTS = 50;
    private static final int WARM_UP = 30_000;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); Connection database = lab.connect(url);
                var broker = lab.broker(); Channel channel = broker.createChannel()) {
            Orgs orgs = Orgs.create(Api.signedIn(vertx, service), database, SEVERAL, 1);
            orgs.change().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            Setting setting = new Setting(lab, service, database, channel,
                    Database.text(database, "select body from notify.outbox where kind = 'campaign_updated' limit 1"));
            setting.empty(orgs.ids());
            setting.relay(orgs.ids(), WARM_UP);
            List<Figure> figures = new ArrayList<>();
            figures.addAll(compare(setting, "of one org", orgs.ids().subList(0, 1), BATCH));
            figures.addAll(compare(setting, "of " + SEVERAL + " orgs", orgs.ids(), LANES * BATCH));
            return figures;
        }
    }

    private List<Figure> compare(Setting setting, String whose, List<Long> orgs, int unconfirmed) throws Exception {
        int messages = setting.lab().scaled(100_000);
        List<Double> relayed = new ArrayList<>();
        List<Double> published = new ArrayList<>();
        Costs ofRelay = Costs.none();
        Costs ofPerfTest = Costs.none();
        for (int round = 0; round < ROUNDS; round++) {
            Costs before = Costs.soFar(setting.service());
            relayed.add(setting.relay(orgs, messages));
            Costs between = Costs.soFar(setting.service());
            published.add(setting.perfTest(orgs.get(0), messages, unconfirmed));
            ofRelay = ofRelay.plus(between.minus(before));
            ofPerfTest = ofPerfTest.plus(Costs.soFar(setting.service()).minus(between));
        }
        Figure rate =
                Figure.of(name(), "backlog " + whose + " to the broker, confirmed and recorded", Samples.of(relayed).median(), "/s")
                        .besides("perf-test, " + unconfirmed + " unconfirmed", Samples.of(published).median());
        double thousands = ROUNDS * messages / 1000.0;
        String of = "processor time of 1,000 messages " + whose + ", ";
        return List.of(
                // only one org's queue compares like with like
                orgs.size() == 1 ? rate.atLeastOfPeer(GOAL) : rate,
                Figure.of(name(), of + "service", ofRelay.service / thousands, "ms"),
                Figure.of(name(), of + "PostgreSQL, with the insert", ofRelay.postgres / thousands, "ms"),
                Figure.of(name(), of + "RabbitMQ", ofRelay.rabbit / thousands, "ms")
                        .besides("of perf-test's", ofPerfTest.rabbit / thousands));
    }

    /** Processor time, in ms. */
    private record Costs(double service, double postgres, double rabbit) {

        static Costs none() {
            return new Costs(0, 0, 0);
        }

        static Costs soFar(ServiceProcess service) {
            return new Costs(Machine.cpuMs(service.handle()), Machine.cpuMs("postgres"), Machine.cpuMs("beam.smp"));
        }

        Costs plus(Costs other) {
            return new Costs(service + other.service, postgres + other.postgres, rabbit + other.rabbit);
        }

        Costs minus(Costs other) {
            return new Costs(service - other.service, postgres - other.postgres, rabbit - other.rabbit);
        }
    }

    /** What both take turns in. */
    private record Setting(Lab lab, ServiceProcess service, Connection database, Channel channel, String body) {

        private static final String INSERT = """
                insert into notify.outbox (channel, org_id, subject, shard, kind, address, routing_key, body, state)
                select 'broker', org, 'campaign:' || n %% %d, mod(org, 16), 'campaign_updated', 'org.' || org || '.event', '%s', ?, 'pending'
                from (select n, (?::bigint[])[1 + n %% ?] as org from generate_series(0, ? - 1) n) numbered
                """.formatted(SUBJECTS, KEY);

        double relay(List<Long> orgs, int messages) throws Exception {
            try (PreparedStatement insert = database.prepareStatement(INSERT)) {
                insert.setString(1, body);
                insert.setArray(2, database.createArrayOf("bigint", orgs.toArray()));
                insert.setInt(3, orgs.size());
                insert.setInt(4, messages);
                insert.executeUpdate();
            }
            // not seen before the poll: nobody in the service was told
            double rate = timed(orgs, messages, () -> !Database.isPending(database));
            empty(orgs);
            vacuum();
            return rate;
        }

        double perfTest(long orgId, int messages, int unconfirmed) throws Exception {
            Process publisher = PerfTest.start(lab, Orgs.exchange(orgId), KEY, body.getBytes(StandardCharsets.UTF_8), messages,
                    unconfirmed);
            double rate = timed(List.of(orgId), messages, () -> true);
            if (!publisher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                publisher.destroyForcibly();
            }
            empty(List.of(orgId));
            return rate;
        }

        /** Messages a second, from the first that the queues hold to the last. */
        private double timed(List<Long> orgs, int messages, BooleanSupplier recorded) {
            Pause.until("the first message", LIMIT, LOOK, () -> waiting(orgs) > 0);
            long began = System.nanoTime();
            Pause.until("all messages", LIMIT, LOOK, () -> waiting(orgs) >= messages);
            Pause.until("all outcomes", LIMIT, LOOK, recorded);
            return messages / ((System.nanoTime() - began) / 1e9);
        }

        private long waiting(List<Long> orgs) {
            try {
                long waiting = 0;
                for (long org : orgs) {
                    waiting += channel.messageCount(Orgs.queue(org));
                }
                return waiting;
            } catch (IOException failure) {
                throw new IllegalStateException("the queues cannot be looked at", failure);
            }
        }

        void empty(List<Long> orgs) throws IOException {
            for (long org : orgs) {
                channel.queuePurge(Orgs.queue(org));
            }
        }

        /** Each turn begins with the same table, not with the last one's rows. */
        private void vacuum() throws SQLException {
            try (var statement = database.createStatement()) {
                statement.execute("delete from notify.outbox where state = 'delivered'");
                statement.execute("vacuum analyze notify.outbox");
            }
        }
    }
}
