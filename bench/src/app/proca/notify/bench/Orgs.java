package app.proca.notify.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Orgs whose CRM hears of every event, with campaigns to change. */
final class Orgs {

    private static final String UPDATE =
            "mutation ($name: String!, $title: String!) { updateCampaign(name: $name, input: {title: $title}) { id } }";

    private final Api api;
    private final List<Long> ids;
    private final List<String> campaigns;
    private final AtomicLong changes = new AtomicLong();

    private Orgs(Api api, List<Long> ids, List<String> campaigns) {
        this.api = api;
        this.ids = List.copyOf(ids);
        this.campaigns = List.copyOf(campaigns);
    }

    static Orgs create(Api api, java.sql.Connection database, int orgs, int campaignsOfEach) throws java.sql.SQLException {
        List<String> campaigns = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (int org = 0; org < orgs; org++) {
            String name = "bench-" + org;
            api.answer("mutation ($name: String!) { addOrg(input: {name: $name, title: \"Bench\"}) { name } }", Map.of("name", name));
            api.answer("mutation ($name: String!) { updateOrgProcessing(name: $name, customEventDeliver: true) { id } }",
                    Map.of("name", name));
            ids.add(Database.number(database, "select id from orgs where name = '" + name + "'"));
        }
        for (int number = 0; number < orgs * campaignsOfEach; number++) {
            String name = "bees-" + number;
            api.answer("mutation ($org: String!, $name: String!) { addCampaign(orgName: $org, input: {name: $name, title: \"Bees\"})"
                    + " { id } }", Map.of("org", "bench-" + number % orgs, "name", name));
            campaigns.add(name);
        }
        return new Orgs(api, ids, campaigns);
    }

    List<Long> ids() {
        return ids;
    }

    /** Where an org's CRM waits for events. */
    static String queue(long orgId) {
        return "cus." + orgId + ".deliver";
    }

    static String exchange(long orgId) {
        return "org." + orgId + ".event";
    }

    /** Changes one campaign after the other; each change is one message in its org's queue. */
    Future<Buffer> change() {
        long number = changes.getAndIncrement();
        return api.ask(UPDATE, Map.of("name", campaigns.get((int) (number % campaigns.size())), "title", "Bees " + number));
    }

    /** Asks for a campaign, and changes nothing. */
    Future<Buffer> look() {
        return api.ask("query ($name: String!) { campaign(name: $name) { id title } }", Map.of("name", campaigns.get(0)));
    }
}
