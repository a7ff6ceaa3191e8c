package app.proca.notify.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** How many signatures a second are taken in, by who asks at once, for an org that takes them in clear and one with a key. */
record Actions(Vertx vertx) implements Part {

    private static final int ROUNDS = 3;
    private static final int MOST = 64;
    private static final List<Integer> CALLERS = List.of(1, 16, MOST);
    private static final double CPU_GOAL_MS = 2;
    private static final String SIGN = """
            mutation addActionContact($action: ActionInput!, $contact: ContactInput!, $privacy: ConsentInput!, $contactRef: ID,
              $actionPage: Int!, $tracking: TrackingInput) {
              addActionContact(actionPageId: $actionPage, action: $action, contactRef: $contactRef, contact: $contact,
                privacy: $privacy, tracking: $tracking) { contactRef firstName } }""";

    /** Who gets the contacts, and what is asked of the service then. */
    private record Kind(String name, long page, double goal) {}

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
            List<Kind> kinds = List.of(new Kind("in clear", page(admin, "clear"), 1_600),
                    new Kind("encrypted", page(admin, "sealed"), 800));
            activateKey(admin, "sealed");
            List<Figure> figures = new ArrayList<>();
            for (Kind kind : kinds) {
                figures.addAll(measure(lab, service, anybody, kind));
            }
            figures.add(Figure.of(name(), "actions that lack a row of theirs", incomplete(database), "").atMost(0));
            return figures;
        }
    }

    private List<Figure> measure(Lab lab, ServiceProcess service, Api api, Kind kind) throws InterruptedException {
        Supplier<Future<Buffer>> sign = signatures(api, kind.page);
        Supplier<Future<Buffer>> look = () -> api.ask("query ($id: Int!) { actionPage(id: $id) { id } }", Map.of("id", kind.page));
        Duration turn = Duration.ofSeconds(lab.scaled(10));
        var warm = List.of(ClosedLoop.run(service, MOST, turn, sign), ClosedLoop.run(service, MOST, turn, look));
        List<Figure> figures = new ArrayList<>();
        for (int callers : CALLERS) {
            List<ClosedLoop.Rate> signed = new ArrayList<>();
            List<ClosedLoop.Rate> looked = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                signed.add(ClosedLoop.run(service, callers, turn, sign));
                looked.add(ClosedLoop.run(service, callers, turn, look));
            }
            String what = "addActionContact, " + kind.name + ", " + callers + " at once";
            Figure rate = Figure.of(name(), what, Samples.of(signed.stream().map(ClosedLoop.Rate::perSecond).toList()).median(), "/s")
                    .besides("a GraphQL query", Samples.of(looked.stream().map(ClosedLoop.Rate::perSecond).toList()).median());
            figures.add(callers == MOST ? rate.atLeast(kind.goal) : rate);
            figures.add(Figure.of(name(), "processor time of one, " + kind.name + ", " + callers + " at once",
                    Samples.of(signed.stream().map(of -> of.cpuMsPerThousand() / 1000).toList()).median(), "ms")
                    .besides("of a GraphQL query",
                            Samples.of(looked.stream().map(of -> of.cpuMsPerThousand() / 1000).toList()).median())
                    .atMost(CPU_GOAL_MS));
        }
        return warm.isEmpty() ? List.of() : figures;
    }

    /** Each of somebody else, from one of a few sources, as a widget sends it. */
    private static Supplier<Future<Buffer>> signatures(Api api, long page) {
        AtomicLong count = new AtomicLong();
        return () -> {
            long number = count.incrementAndGet();
            return api.ask(SIGN, Map.of("actionPage", page,
                    "action", Map.of("actionType", "petition", "customFields", "{\"foo\": \"Bar\", \"n\": 1}"),
                    "contact", Map.of("firstName", "Jan", "lastName", "Kowalski", "email", "jan" + number + "@example.com",
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
