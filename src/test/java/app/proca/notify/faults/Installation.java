package app.proca.notify.faults;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import app.proca.notify.boot.DatabaseUrl;
import app.proca.notify.faults.Evidence.Recorded;
import app.proca.notify.testing.Services;

/** A database and a broker that instances of the service share, with a witness of the test's own in the database. */
final class Installation {

    private static final int ORGS = 3;
    private static final int CAMPAIGNS_PER_ORG = 2;

    /** Of one campaign the order of id is that of the commits: the row is locked from the update until the commit. */
    private static final String WITNESS = """
            create schema witness;
            create table witness.titles (id bigserial primary key, campaign_id bigint not null, title text not null);
            create function witness.note() returns trigger language plpgsql as $$
              begin
                insert into witness.titles (campaign_id, title) values (new.id, new.title);
                return null;
              end $$;
            create trigger witness after update of title on public.campaigns for each row
              when (old.title is distinct from new.title) execute function witness.note();
            """;

    /** A campaign as the API and the database call it. */
    record NamedCampaign(String name, long id) {}

    /** Orgs that read their events, and their campaigns. */
    record Scene(List<Long> orgs, List<NamedCampaign> campaigns) {

        Scene {
            orgs = List.copyOf(orgs);
            campaigns = List.copyOf(campaigns);
        }

        List<String> queues() {
            return orgs.stream().map(org -> "cus." + org + ".deliver").toList();
        }

        private String campaignIds() {
            return campaigns.stream().map(campaign -> Long.toString(campaign.id())).collect(Collectors.joining(","));
        }

        private String subjects() {
            return campaigns.stream().map(campaign -> "'campaign:" + campaign.id() + "'").collect(Collectors.joining(","));
        }
    }

    private final String databaseUrl;

    private Installation(String databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /** An empty database on the server that the test may stop. */
    static Installation create() throws SQLException {
        String name = "faults_" + UUID.randomUUID().toString().replace('-', '_');
        execute(Services.postgres().url("postgres"), "create database " + name);
        return new Installation(Services.postgres().url(name));
    }

    /** An instance of the service that works with it; not started. */
    ServiceProcess instance(String name, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(Map.of("DATABASE_URL", databaseUrl, "AMQP_URL", Services.rabbit().url(),
                "ADMIN_EMAIL", Services.ADMIN, "ADMIN_PASSWORD", Services.PASSWORD));
        return new ServiceProcess(name, environment);
    }

    /** Once the service has laid out its tables. */
    void callWitness() throws SQLException {
        execute(databaseUrl, WITNESS);
    }

    /** New orgs and campaigns, so that scenarios do not meet. */
    static Scene scene(ApiClient client, URI api) {
        List<Long> orgs = new ArrayList<>();
        List<NamedCampaign> campaigns = new ArrayList<>();
        for (int org = 0; org < ORGS; org++) {
            String name = "org-" + UUID.randomUUID();
            client.answer(api, "mutation ($org: OrgInput!) { addOrg(input: $org) { name } }",
                    Map.of("org", Map.of("name", name, "title", "Lead Org")));
            orgs.add(client.answer(api, """
                    mutation ($name: String!) { updateOrgProcessing(name: $name, customEventDeliver: true) { id } }""",
                    Map.of("name", name)).get("updateOrgProcessing").get("id").asLong());
            for (int campaign = 0; campaign < CAMPAIGNS_PER_ORG; campaign++) {
                campaigns.add(newCampaign(client, api, name));
            }
        }
        return new Scene(orgs, campaigns);
    }

    private static NamedCampaign newCampaign(ApiClient client, URI api, String org) {
        String name = "bees-" + UUID.randomUUID();
        return new NamedCampaign(name, client.answer(api, """
                mutation ($org: String!, $campaign: CampaignInput!) {
                  addCampaign(orgName: $org, input: $campaign) { id }
                }""", Map.of("org", org, "campaign", Map.of("name", name, "title", "0"))).get("addCampaign").get("id").asLong());
    }

    /** In the order of the commits of a campaign. */
    List<Change> committed(Scene scene) throws SQLException {
        return ask("select campaign_id, title from witness.titles where campaign_id in (" + scene.campaignIds()
                + ") order by id", row -> new Change(row.getLong(1), row.getString(2)));
    }

    Map<Long, String> current(Scene scene) throws SQLException {
        return ask("select id, title from campaigns where id in (" + scene.campaignIds() + ")",
                row -> new Change(row.getLong(1), row.getString(2))).stream()
                .collect(Collectors.toMap(Change::campaign, Change::title));
    }

    List<Recorded> outbox(Scene scene) throws SQLException {
        return ask("""
                select substr(subject, 10)::bigint, body::json->'campaign'->>'title', message_id, state from notify.outbox
                where channel = 'broker' and subject in (%s) order by id""".formatted(scene.subjects()),
                row -> new Recorded(new Change(row.getLong(1), row.getString(2)), row.getString(3), row.getString(4)));
    }

    /** Whether a connection stands still in the middle of a relay's transaction, for longer than a relay should. */
    boolean somebodyHoldsAShard() throws SQLException {
        return ask("""
                select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
                where l.locktype = 'advisory' and l.granted and l.classid = x'70726f64'::int::oid
                  and a.datname = current_database() and a.state = 'idle in transaction'
                  and a.state_change < now() - interval '1 second'""", row -> row.getLong(1)).get(0) > 0;
    }

    /** Past the service, as time or another program would change rows. */
    void change(String statements) throws SQLException {
        execute(databaseUrl, statements);
    }

    List<Long> numbers(String question) throws SQLException {
        return ask(question, row -> row.getLong(1));
    }

    <T> List<T> ask(String question, RowReader<T> reader) throws SQLException {
        try (Connection connection = connection(databaseUrl);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            List<T> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(reader.read(answer));
            }
            return rows;
        }
    }

    private static void execute(String url, String statements) throws SQLException {
        try (Connection connection = connection(url); Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static Connection connection(String url) throws SQLException {
        DatabaseUrl database = DatabaseUrl.parse(url);
        return DriverManager.getConnection(database.jdbc(), database.user(), database.password());
    }

    /** One row of an answer. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
