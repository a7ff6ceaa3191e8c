package app.proca.notify.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.vertx.core.Vertx;

/** How many changes a second come through GraphQL, each with its row in the outbox and its message at the broker. */
record Mutations(Vertx vertx) implements Part {

    private static final int CALLERS = 32;
    private static final int ORGS = 8;
    private static final int CAMPAIGNS_OF_EACH = 8;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "mutations";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); var database = lab.connect(url);
                var broker = lab.broker()) {
            Api api = Api.signedIn(vertx, service);
            Orgs orgs = Orgs.create(api, database, ORGS, CAMPAIGNS_OF_EACH);
            try (Arrivals arrivals = Arrivals.of(broker, orgs.ids().stream().map(Orgs::queue).toList())) {
                return measure(lab, service, api, orgs, arrivals);
            }
        }
    }

    private List<Figure> measure(Lab lab, ServiceProcess service, Api api, Orgs orgs, Arrivals arrivals)
            throws InterruptedException {
        Duration turn = Duration.ofSeconds(lab.scaled(10));
        List<ClosedLoop.Rate> changes = new ArrayList<>();
        List<ClosedLoop.Rate> looks = new ArrayList<>();
        List<ClosedLoop.Rate> plain = new ArrayList<>();
        ClosedLoop.run(service, CALLERS, turn, orgs::change);
        ClosedLoop.run(service, CALLERS, turn, orgs::look);
        for (int round = 0; round < ROUNDS; round++) {
            changes.add(ClosedLoop.run(service, CALLERS, turn, orgs::change));
            looks.add(ClosedLoop.run(service, CALLERS, turn, orgs::look));
            plain.add(ClosedLoop.run(service, CALLERS, turn, () -> api.get("/q/health/live")));
        }
        double query = median(looks, ClosedLoop.Rate::perSecond);
        double get = median(plain, ClosedLoop.Rate::perSecond);
        double changed = median(changes, ClosedLoop.Rate::perSecond);
        return List.of(
                Figure.of(name(), "updateCampaign through GraphQL", changed, "/s").besides("a GraphQL query", query),
                Figure.of(name(), "updateCampaign through GraphQL", changed, "/s").besides("GET /q/health/live", get),
                Figure.of(name(), "processor time of 1,000 updateCampaign, delivered",
                        median(changes, ClosedLoop.Rate::cpuMsPerThousand), "ms")
                        .besides("of 1,000 GraphQL queries", median(looks, ClosedLoop.Rate::cpuMsPerThousand)),
                Figure.of(name(), "messages that arrived meanwhile", arrivals.count(), ""));
    }

    private static double median(List<ClosedLoop.Rate> rates, ToDoubleFunction<ClosedLoop.Rate> of) {
        return Samples.of(rates.stream().map(rate -> of.applyAsDouble(rate)).toList()).median();
    }
}
