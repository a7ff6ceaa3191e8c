package app.proca.notify.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** How many signatures a second are taken in, by who asks at once, for an org that takes them in clear and one with a key. */
record Actions(Vertx vertx) implements Part {

    private static final int ROUNDS = 3;
    private static final int MOST = 64;
    private static final List<Integer> CALLERS = List.of(1, 16, MOST);
    private static final double CPU_GOAL_MS = 2;
    private static final int PER_SECOND = 100;
    private static final double P99_GOAL_MS = 100;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String DELIVERS = "select org_id from action_pages where id = %d";
    private static final String SIGN = """
            mutation addActionContact($action: ActionInput!, $contact: ContactInput!, $privacy: ConsentInput!, $contactRef: ID,
              $actionPage: Int!, $tracking: TrackingInput) {
              addActionContact(actionPageId: $actionPage, action: $action, contactRef: $contactRef, contact: $contact,
                privacy: $privacy, tracking: $tracking) { contactRef firstName } }""";

    /** Who gets the contacts, and what is asked of the service then. */
    private record Kind(String name, String org, long page, double goal) {}

    @Override
    public String name() {
        return "actions";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); Connection database = lab.connect(url)) {
            Api admin = Api.signedIn(vertx, service);
            Api anybody = Api.anonymous(vertx, service);
            List<Kind> kinds = List.of(new Kind("in clear", "clear", page(admin, "clear"), 1_600),
                    new Kind("encrypted", "sealed", page(admin, "sealed"), 800));
            activateKey(admin, "sealed");
            for (Kind kind : kinds) {
                admin.answer("mutation ($o: String!) { updateOrgProcessing(name: $o, customActionDeliver: true) { id } }",
                        Map.of("o", kind.org));
            }
            List<Figure> figures = new ArrayList<>();
            for (Kind kind : kinds) {
                figures.addAll(measure(lab, service, anybody, kind, database));
                figures.addAll(delivery(lab, service, anybody, kind, Database.number(database, DELIVERS.formatted(kind.page))));
            }
            figures.add(Figure.of(name(), "actions that lack a row of theirs", incomplete(database), "").atMost(0));
            return figures;
        }
    }

    private List<Figure> measure(Lab lab, ServiceProcess service, Api api, Kind kind, Connection database)
            throws InterruptedException {
        Supplier<Future<Buffer>> sign = signatures(api, kind.page, "jan");
        Supplier<Future<Buffer>> look = () -> api.ask("query ($id: Int!) { actionPage(id: $id) { id } }", Map.of("id", kind.page));
        Duration turn = Duration.ofSeconds(lab.scaled(6));
        var warm = List.of(processed(service, MOST, turn, sign, database), ClosedLoop.run(service, MOST, turn, look));
        List<Figure> figures = new ArrayList<>();
        for (int callers : CALLERS) {
            List<ClosedLoop.Rate> signed = new ArrayList<>();
            List<ClosedLoop.Rate> looked = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                signed.add(processed(service, callers, turn, sign, database));
                looked.add(ClosedLoop.run(service, callers, turn, look));
            }
            String what = "addActionContact, " + kind.name + ", " + callers + " at once";
            Figure rate = Figure.of(name(), what, Samples.of(signed.stream().map(ClosedLoop.Rate::perSecond).toList()).median(), "/s")
                    .besides("a GraphQL query", Samples.of(looked.stream().map(ClosedLoop.Rate::perSecond).toList()).median());
            figures.add(callers == MOST ? rate.atLeast(kind.goal) : rate);
            figures.add(Figure.of(name(), "processor time of one, told, " + kind.name + ", " + callers + " at once",
                    Samples.of(signed.stream().map(of -> of.cpuMsPerThousand() / 1000).toList()).median(), "ms")
                    .besides("of a GraphQL query",
                            Samples.of(looked.stream().map(of -> of.cpuMsPerThousand() / 1000).toList()).median())
                    .atMost(CPU_GOAL_MS));
        }
        return warm.isEmpty() ? List.of() : figures;
    }

    /** The processor time is that of all that an action brings about, up to the last message. */
    private static ClosedLoop.Rate processed(ServiceProcess service, int callers, Duration turn, Supplier<Future<Buffer>> sign,
            Connection database) throws InterruptedException {
        ClosedLoop.Rate rate = ClosedLoop.run(service, callers, turn, sign);
        double before = Machine.cpuMs(service.handle());
        untilAllIsTold(database);
        return rate.andAfterwards(Machine.cpuMs(service.handle()) - before);
    }

    private static void untilAllIsTold(Connection database) {
        Pause.until("all actions are told", SOON, LOOK, () -> !Database.isPending(database));
    }

    /** From the answer to the message that the CRM reads; below zero where the message is the first of both. */
    private List<Figure> delivery(Lab lab, ServiceProcess service, Api api, Kind kind, long org) throws Exception {
        Supplier<Future<Buffer>> sign = signatures(api, kind.page, "steady");
        try (com.rabbitmq.client.Connection broker = lab.broker(); Channel channel = broker.createChannel()) {
            channel.queuePurge(Orgs.queue(org));
        }
        try (com.rabbitmq.client.Connection broker = lab.broker();
                Arrivals arrivals = Arrivals.of(broker, List.of(Orgs.queue(org)), Actions::signer)) {
            List<Samples> rounds = new ArrayList<>();
            double cpu = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Map<String, Long> answered = new ConcurrentHashMap<>();
                AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
                double before = Machine.cpuMs(service.handle());
                Steadily.run(PER_SECOND, lab.scaled(20), () -> sign.get()
                        .map(answer -> answered.put(answer.toJsonObject().getJsonObject("data")
                                .getJsonObject("addActionContact").getString("contactRef"), Arrivals.now()))
                        .onFailure(failure::set));
                Pause.until("all actions are answered and told", SOON, LOOK, () -> failure.get() != null
                        || answered.size() == PER_SECOND * lab.scaled(20) && arrivals.haveAll(answered));
                cpu += (Machine.cpuMs(service.handle()) - before) / answered.size();
                if (failure.get() != null) {
                    throw new IllegalStateException("the service did not answer", failure.get());
                }
                rounds.add(arrivals.since(answered));
            }
            String at = ", " + kind.name + ", at " + PER_SECOND + "/s";
            return List.of(
                    Figure.of(name(), "answer to message, p50" + at, middle(rounds, 0.5), "ms"),
                    Figure.of(name(), "answer to message, p99" + at, middle(rounds, 0.99), "ms").atMost(P99_GOAL_MS),
                    Figure.of(name(), "processor time of one, delivered" + at, cpu / ROUNDS, "ms").atMost(CPU_GOAL_MS));
        }
    }

    private static String signer(Delivery message) {
        return new JsonObject(Buffer.buffer(message.getBody())).getJsonObject("contact").getString("contactRef");
    }

    private static double middle(List<Samples> rounds, double share) {
        return Samples.of(rounds.stream().map(round -> round.percentile(share)).toList()).median();
    }

    /** Each of somebody else, from one of a few sources, as a widget sends it. */
    private static Supplier<Future<Buffer>> signatures(Api api, long page, String who) {
        AtomicLong count = new AtomicLong();
        return () -> {
            long number = count.incrementAndGet();
            return api.ask(SIGN, Map.of("actionPage", page,
                    "action", Map.of("actionType", "petition", "customFields", "{\"foo\": \"Bar\", \"n\": 1}"),
                    "contact", Map.of("firstName", "Jan", "lastName", "Kowalski", "email", who + number + "@example.com",
                            "phone", "+48123456789",
                            "address", Map.of("country", "PL", "postcode", "00-001", "locality", "Warsaw")),
                    "privacy", Map.of("optIn", true),
                    "tracking", Map.of("source", "fb" + number % 10, "medium", "social", "campaign", "c1", "content", "v1",
                            "location", "https://lead.org/petition?utm_source=fb")));
        };
    }

    private static long page(Api api, String org) {
        api.answer("mutation ($o: String!) { addOrg(input: {name: $o, title: \"Bench\"}) { name } }", Map.of("o", org));
        api.answer("mutation ($o: String!) { addCampaign(orgName: $o, input: {name: $o, title: \"Bees\"}) { id } }", Map.of("o", org));
        return api.answer("mutation ($o: String!, $p: String!) { addActionPage(orgName: $o, campaignName: $o, input: {name: $p,"
                + " locale: \"en\"}) { id } }", Map.of("o", org, "p", "act.example.org/" + org))
                .getJsonObject("addActionPage").getLong("id");
    }

    private static void activateKey(Api api, String org) {
        long key = api.answer("mutation ($o: String!) { generateKey(orgName: $o, input: {name: \"bench\"}) { id } }", Map.of("o", org))
                .getJsonObject("generateKey").getLong("id");
        api.answer("mutation ($o: String!, $k: Int!) { activateKey(orgName: $o, id: $k) { status } }", Map.of("o", org, "k", key));
    }

    private static long incomplete(Connection database) throws SQLException {
        return Database.number(database, """
                select count(*) from actions a
                  left join supporters s on s.id = a.supporter_id left join contacts c on c.supporter_id = s.id
                  left join sources o on o.id = a.source_id join action_pages p on p.id = a.action_page_id
                where s.id is null or c.id is null or o.id is null
                  or (c.crypto_nonce is not null) <> (p.name = 'act.example.org/sealed')""");
    }
}
