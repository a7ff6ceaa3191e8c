package app.proca.notify.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What it takes to take a million actions out, page by page, and what somebody who asks for something small notices of it. */
record Export(Vertx vertx) implements Part {

    private static final int ROWS = 1_000_000;
    private static final int PAGE = 2_000;
    /** Pages that are looked at together: at the beginning, and at the end. */
    private static final int STRETCH = 50;
    private static final long LIMIT_S = 60;
    private static final String ORG = "taking";
    private static final String EXPORT = """
            query ($org: String!, $start: Int, $limit: Int!) {
              exportActions(orgName: $org, start: $start, limit: $limit, onlyOptIn: false) {
                actionId actionType createdAt customFields actionPage { name } campaign { name }
                contact { contactRef payload nonce publicKey { id } signKey { id } }
                privacy { optIn withConsent givenAt emailStatus } tracking { source medium campaign content }
              }
            }""";
    /** As the intake and the processing leave them: everybody is somebody else. */
    private static final String FILL = """
            insert into sources (source, medium, campaign, content, location, inserted_at, updated_at)
              select 'fb' || n, 'social', 'c1', 'v1', 'https://lead.org/petition', now(), now() from generate_series(1, 10) n;
            insert into supporters (id, campaign_id, action_page_id, source_id, fingerprint, first_name, processing_status, area,
                dupe_rank, inserted_at, updated_at)
              select n, %2$d, %1$d, (select min(id) from sources) + n %% 10, sha256(n::text::bytea), 'Jan', 3, 'PL', 0, now(), now()
              from generate_series(1, %4$d) n;
            insert into contacts (supporter_id, org_id, payload, communication_consent, delivery_consent, inserted_at, updated_at)
              select n, %3$d, ('{"firstName":"Jan","lastName":"Kowalski","email":"jan' || n || '@example.com",'
                || '"phone":"+48123456789","country":"PL","postcode":"00-001","locality":"Warsaw"}')::bytea, true, true, now(), now()
              from generate_series(1, %4$d) n;
            insert into actions (id, supporter_id, action_type, campaign_id, action_page_id, source_id, processing_status, with_consent,
                fields, inserted_at, updated_at)
              select n, n, 'petition', %2$d, %1$d, (select min(id) from sources) + n %% 10, 4, true,
                '{"foo": "Bar", "n": 1}', now(), now() from generate_series(1, %4$d) n""";

    /** How long each page took, in ms, and what the service came to meanwhile. */
    private record Taken(int rows, List<Double> pages, double seconds, double cpuMs, double firstMb, double mostMb) {}

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        int rows = lab.scaled(ROWS);
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); Connection database = lab.connect(url)) {
            Api api = Api.signedIn(vertx, service);
            layOut(api, database, rows);
            Duration look = Duration.ofSeconds(lab.scaled(10));
            Passer.during(vertx, api, ORG, () -> Pause.of(look));
            Samples alone = Passer.during(vertx, api, ORG, () -> Pause.of(look));
            double before = Machine.residentMb(service.handle());
            List<Taken> taken = new ArrayList<>();
            Samples beside = Passer.during(vertx, api, ORG, () -> taken.add(all(api, service)));
            return figures(taken.get(0), rows, before, alone, beside);
        }
    }

    private List<Figure> figures(Taken taken, int rows, double before, Samples alone, Samples beside) {
        int stretch = Math.min(STRETCH, taken.pages.size() / 2);
        Samples first = Samples.of(taken.pages.subList(0, stretch));
        Samples last = Samples.of(taken.pages.subList(taken.pages.size() - stretch, taken.pages.size()));
        return List.of(
                Figure.of(name(), "actions taken out", taken.rows, "").atLeast(rows),
                Figure.of(name(), "rows, in pages of " + PAGE, taken.rows / taken.seconds, "/s"),
                Figure.of(name(), "processor time of 1,000 rows", taken.cpuMs * 1000 / taken.rows, "ms"),
                Figure.of(name(), "a page at the end, p50", last.median(), "ms").besides("at the beginning", first.median())
                        .atMostOfPeer(1.5),
                Figure.of(name(), "resident memory, the most", taken.mostMb, "MB")
                        .besides("the most in the first tenth of the pages", taken.firstMb).atMostOfPeer(1.25),
                Figure.of(name(), "the same, beside what it was before", taken.mostMb, "MB").besides("before", before),
                Figure.of(name(), "a small GraphQL query meanwhile, p50", beside.median(), "ms").besides("alone", alone.median()),
                Figure.of(name(), "a small GraphQL query meanwhile, p99", beside.p99(), "ms").besides("alone", alone.p99()));
    }

    private static Taken all(Api api, ServiceProcess service) {
        List<Double> pages = new ArrayList<>();
        int rows = 0;
        double firstMb = 0;
        double mostMb = 0;
        double cpu = Machine.cpuMs(service.handle());
        long began = System.nanoTime();
        for (JsonArray page = page(api, 0, pages); !page.isEmpty(); page = page(api, next(page), pages)) {
            rows += page.size();
            mostMb = Math.max(mostMb, Machine.residentMb(service.handle()));
            firstMb = pages.size() <= STRETCH ? mostMb : firstMb;
        }
        return new Taken(rows, pages, (System.nanoTime() - began) / 1e9, Machine.cpuMs(service.handle()) - cpu, firstMb, mostMb);
    }

    private static JsonArray page(Api api, int start, List<Double> took) {
        Map<String, Object> asked = new HashMap<>(Map.of("org", ORG, "limit", PAGE, "start", start));
        long began = System.nanoTime();
        try {
            JsonObject answer = api.ask(EXPORT, asked).toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS)
                    .toJsonObject();
            JsonArray page = answer.getJsonObject("data").getJsonArray("exportActions");
            if (!page.isEmpty()) {
                took.add((System.nanoTime() - began) / 1e6);
            }
            return page;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("no page came from " + start, failure);
        }
    }

    private static int next(JsonArray page) {
        return page.getJsonObject(page.size() - 1).getInteger("actionId") + 1;
    }

    private static void layOut(Api api, Connection database, int rows) throws SQLException {
        api.answer("mutation ($o: String!) { addOrg(input: {name: $o, title: \"Bench\"}) { name } }", Map.of("o", ORG));
        api.answer("mutation ($o: String!) { addCampaign(orgName: $o, input: {name: $o, title: \"Bees\"}) { id } }", Map.of("o", ORG));
        long page = api.answer("mutation ($o: String!, $p: String!) { addActionPage(orgName: $o, campaignName: $o, input: {name: $p,"
                + " locale: \"en\"}) { id } }", Map.of("o", ORG, "p", "act.example.org/" + ORG))
                .getJsonObject("addActionPage").getLong("id");
        try (Statement statement = database.createStatement()) {
            statement.execute(FILL.formatted(page, Database.number(database, "select campaign_id from action_pages where id = " + page),
                    Database.number(database, "select org_id from action_pages where id = " + page), rows));
            statement.execute("vacuum analyze");
        }
    }
}
