package app.proca.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.People;
import app.proca.notify.testing.ProcaCli;
import app.proca.notify.testing.ProcaCli.Ran;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;

/** Proca's own command line works unchanged: every command of it, against what the API then says (docs/compatibility.md). */
@QuarkusTest
@QuarkusTestResource(Services.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcaCliTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    /** What these commands need is not ours: an icon that Google has. */
    private static final Set<String> ELSEWHERE = Set.of("org logo");

    @TempDir
    static Path home;
    private static ProcaCli cli;

    @Inject
    Pool pool;

    private final String org = "org-" + UUID.randomUUID();
    private final String campaign = "bees-" + UUID.randomUUID();

    @BeforeAll
    static void install() {
        cli = new ProcaCli(home);
    }

    @AfterAll
    static void close() {
        cli.close();
    }

    @BeforeEach
    void who_has_a_password_signs_in_and_adds_an_org() throws Throwable {
        // ids that no other test's orgs have: queues outlive a test's database
        var unused = sql("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)");
        done(cli.run("config", "add", "--url", url(), "--token", "API-unknown", "--folder", home.toString()));
        done(cli.run("user", "reset", Services.ADMIN, "--password", Services.PASSWORD));
        done(cli.run("org", "add", "-n", org, "-t", "Lead Org"));
    }

    @Test
    void a_password_becomes_a_token_that_tells_who_one_is() {
        assertThat(cli.configuration()).contains("REACT_APP_API_URL='" + url() + "'", "PROCA_TOKEN='API-");

        JsonNode user = done(cli.run("config", "user", "--json")).one();
        Ran server = done(cli.run("config", "server", "--json"));
        Ran mine = done(cli.alone("user", "whoami", "--json"));
        Ran folders = done(cli.run("config", "folder"));

        assertThat(user).isEqualTo(Api
                .answer("""
                { currentUser { apiToken { expiresAt } email id isAdmin jobTitle phone pictureUrl roles { role org { name } } } }""",
                        Map.of())
                .get("currentUser"));
        assertThat(user.get("email").asText()).isEqualTo(Services.ADMIN);
        assertThat(LocalDateTime.parse(user.at("/apiToken/expiresAt").asText())).isAfter(LocalDateTime.now());
        assertThat(mine.one()).isEqualTo(user);
        assertThat(done(cli.run("user", "me")).out()).contains(Services.ADMIN, org);
        assertThat(server.one().get("version")).isEqualTo(
                Api.answer("{ application { version } }", Map.of()).at("/application/version"));
        assertThat(server.one().get("url").asText()).isEqualTo(url());
        assertThat(folders.out()).contains("Config folder check complete.");
        assertThat(home.resolve("email/html")).isDirectory();
    }

    @Test
    void who_has_no_token_or_a_wrong_one_is_told_so() {
        for (String command : List.of("setup", "init")) {
            cli.run("config", command, "--url", url(), "--token", "API-wrong", "--folder", home.toString());
        }

        Ran refused = cli.run("config", "user");
        Ran wrong = cli.run("user", "reset", Services.ADMIN, "--password", "not this one");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Can not authenticate with this API token");
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.err()).contains("Can not authenticate with these Basic HTTP credentials");
    }

    @Test
    void an_org_is_seen_wired_and_deleted() {
        JsonNode seen = done(cli.run("org", "get", "-o", org, "--campaigns", "--json")).one();
        Ran table = done(cli.run("org", "get", org));
        Ran again = cli.run("org", "add", "-n", org, "-t", "Second");
        Ran off = done(cli.run("org", "crm", "-n", org));
        Ran on = done(cli.run("org", "crm", "-n", org, "--synchronize"));
        int id = seen.get("id").asInt();

        assertThat(seen.get("title").asText()).isEqualTo("Lead Org");
        assertThat(seen).isEqualTo(parsed(Api.answer("""
                query ($org: String!) { org(name: $org) { id name title config keys { id name expired expiredAt public }
                  campaigns { id name title org { name } } personalData { contactSchema doiThankYou highSecurity replyEnabled
                  supporterConfirm supporterConfirmTemplate } services { host id name path user } } }""", Map.of("org", org))
                .get("org"), "config"));
        assertThat(table.out()).contains(org, "Lead Org", String.valueOf(id));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("has already been taken");
        assertThat(off.out()).contains("call with --synchronize to enable");
        assertThat(on.out()).contains("cus." + id + ".deliver");
        assertThat(processing("customActionDeliver").toString()).isEqualTo("{\"customActionDeliver\":true}");
        done(cli.run("org", "crm", "-n", org, "--no-synchronize"));
        assertThat(processing("customActionDeliver").toString()).isEqualTo("{\"customActionDeliver\":false}");

        assertThat(done(cli.run("org", "delete", "-n", org)).out()).contains("SUCCESS");

        assertThat(cli.run("org", "get", "-o", org).err()).contains("org not found");
    }

    @Test
    void an_org_in_use_is_not_deleted_and_one_is_told_why() {
        aCampaign();
        aWidget(campaign + "/en");

        Ran refused = cli.run("org", "delete", "-n", org);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("has campaigns");
        assertThat(asked("title").get("title").asText()).isEqualTo("Lead Org");
    }

    @Test
    void users_are_invited_join_leave_and_are_found() throws Throwable {
        String colleague = People.aUser();

        Ran invited = done(cli.run("user", "invite", "-o", org, "-u", "guest@example.org", "--role", "campaigner"));
        Ran hired = done(cli.run("user", "join", "-n", org, "-u", colleague, "-r", "translator"));
        JsonNode members = done(cli.run("user", "list", "-o", org, "--json")).json();
        JsonNode found = done(cli.run("user", "get", "--email", colleague, "--json")).one();

        assertThat(invited.out()).containsPattern("code: '\\w+'");
        assertThat(hired.out()).contains("SUCCESS");
        // no mail server is there to take the invitation, and other tests wait until nothing waits
        var unused = sql("delete from notify.outbox where channel = 'mail' and state = 'pending'");

        assertThat(members.findValuesAsText("email")).containsExactlyInAnyOrder(Services.ADMIN, colleague);
        assertThat(done(cli.run("org", "user", "get", "-o", org, "--json")).json()).isEqualTo(members);
        assertThat(found.at("/roles").toString()).isEqualTo("[{\"role\":\"translator\",\"org\":{\"name\":\"" + org + "\"}}]");
        assertThat(done(cli.run("user", "get", "-i", found.get("id").asText(), "--json")).one()).isEqualTo(found);
        assertThat(done(cli.run("user", "get", "-o", org)).out()).contains("@example.org");

        assertThat(done(cli.run("user", "leave", "-o", org, "-u", colleague)).out()).contains("SUCCESS");
        assertThat(done(cli.run("user", "leave", "-o", org)).out()).contains("SUCCESS");
        assertThat(cli.run("org", "get", "-o", org).err()).contains("User is not a member of organisation");
        assertThat(done(cli.run("user", "join", "-n", org)).out()).contains("Lead Org", "SUCCESS");

        assertThat(done(cli.run("user", "list", "-o", org, "--json")).json().findValuesAsText("email"))
                .containsExactly(Services.ADMIN);
    }

    @Test
    void services_are_added_and_replaced_and_mails_are_sent_with_one_of_them() {
        List<String> kinds = List.of("mailjet", "ses", "stripe", "test_stripe", "preview", "webhook", "supabase", "smtp");

        for (String host : List.of("tls://old.example.org:587", "tls://mail.example.org:587")) {
            for (String kind : kinds) {
                done(cli.run("service", "add", "-o", org, "--type", kind, "--host", host, "--user", "us", "--password",
                        "secret"));
            }
        }
        Ran listed = done(cli.run("service", "list", "-o", org));
        Ran added = cli.run("template", "add", "-o", org, "--type", "confirm", "-l", "fr", "-s", "Encore");
        cli.run("template", "add", "-o", org);
        Ran email = done(cli.run("org", "email", "-n", org, "--mailer", "smtp", "--from", "us@example.org",
                "--supporter-confirm", "--supporter-confirm-template", "confirm"));
        Ran templates = done(cli.run("template", "list", "-o", org));

        JsonNode services = asked("services { name host user }").get("services");
        assertThat(services.findValuesAsText("name")).map(String::toLowerCase).containsExactlyElementsOf(kinds);
        assertThat(Set.copyOf(services.findValuesAsText("host"))).containsExactly("tls://mail.example.org:587");
        assertThat(listed.out()).contains("SUPABASE", "tls://mail.example.org:587", "us").doesNotContain("secret");
        assertThat(email.out()).contains("SMTP", "us@example.org", "confirm");
        assertThat(processing("emailBackend emailFrom supporterConfirm supporterConfirmTemplate emailTemplates")
                .toString()).isEqualTo("""
                        {"emailBackend":"SMTP","emailFrom":"us@example.org","supporterConfirm":true,\
                        "supporterConfirmTemplate":"confirm","emailTemplates":["confirm@fr","thankyou@en"]}""");
        // that there is nothing to print
        assertThat(added.err()).contains("Cannot convert undefined or null to object");
        assertThat(templates.out()).containsPattern("confirm@fr +enabled").contains("thankyou@en");
        assertThat(cli.run("org", "email", "-n", org, "--mailer", "smtp", "--supporter-confirm-template", "none").err())
                .contains("Template not found");
        done(cli.run("org", "email", "-n", org, "--mailer", "system", "--no-supporter-confirm"));
        assertThat(processing("supporterConfirm").toString()).isEqualTo("{\"supporterConfirm\":false}");
    }

    @Test
    void a_campaign_is_added_seen_changed_copied_and_deleted() throws Exception {
        int id = aCampaign();

        JsonNode seen = done(cli.run("campaign", "get", "-i", String.valueOf(id), "--json")).one();
        Ran table = done(cli.run("campaign", "get", "-n", campaign, "--config"));
        done(cli.run("campaign", "mtt", "-n", campaign, "--from", "2026-12-01", "--to", "2026-12-24", "--period", "09:30-17:45",
                "--email", "test@example.org", "--template", "letter", "--cc", "a@example.org, b@example.org", "--sender"));
        JsonNode mtt = campaign(campaign,
                "... on PrivateCampaign { mtt { startAt endAt messageTemplate testEmail ccContacts ccSender } }")
                .get("mtt");

        assertThat(seen.get("title").asText()).isEqualTo("Save the Bees");
        assertThat(seen.at("/config/locales/en").isObject()).isTrue();
        assertThat(table.out()).contains(campaign, "Save the Bees", org, "portal");
        assertThat(instant(mtt, "startAt")).isEqualTo(here("2026-12-01T09:30"));
        assertThat(instant(mtt, "endAt")).isEqualTo(here("2026-12-24T17:45"));
        assertThat(List.of(mtt.get("messageTemplate").asText(), mtt.get("testEmail").asText())).containsExactly("letter",
                "test@example.org");
        assertThat(mtt.get("ccContacts").toString()).isEqualTo("[\"a@example.org\",\"b@example.org\"]");
        assertThat(mtt.get("ccSender").asBoolean()).isTrue();
        assertThat(done(cli.run("campaign", "get", "-n", campaign)).out()).contains("test@example.org");

        for (String status : List.of("live", "closed", "ignored", "draft")) {
            assertThat(done(cli.run("campaign", "status", "-n", campaign, "--status", status)).out())
                    .contains(status.toUpperCase(Locale.ROOT));
            assertThat(campaign(campaign, "status").get("status").asText()).isEqualToIgnoringCase(status);
        }
        assertThat(done(cli.run("campaign", "list", "-o", org, "--json")).json())
                .extracting(each -> each.get("name").asText()).containsExactly(campaign);
        assertThat(done(cli.run("campaign", "list", "-t", "%the Bees")).out()).contains(campaign);

        String copy = campaign + "-2";
        done(cli.run("campaign", "copy", "-n", campaign, "--to", copy, "--dry-run"));
        assertThat(done(cli.run("campaign", "list", "-o", org)).out()).doesNotContain(copy);
        done(cli.run("campaign", "copy", "-n", campaign, "--to", copy, "--title", "Once More"));
        assertThat(campaign(copy, "title config")).isEqualTo(JSON.valueToTree(Map.of("title", "Once More", "config",
                campaign(campaign, "config").get("config").asText())));

        done(cli.run("campaign", "delete", "-n", copy));
        assertThat(cli.run("campaign", "get", "-n", copy).err()).contains("campaign not found");
    }

    @Test
    void a_widget_is_added_seen_changed_and_deleted() {
        aCampaign();
        int id = aWidget(campaign + "/act");
        String name = campaign + "/act";
        String number = String.valueOf(id);

        Ran taken = cli.run("widget", "add", "-c", campaign, "-n", name);
        JsonNode seen = done(cli.run("widget", "get", "-n", name, "--json")).one();
        Ran byNumber = done(cli.run("widget", "get", "-i", number));

        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err()).contains("invalid name (already taken?)");
        assertThat(List.of(seen.get("id").asInt(), seen.at("/campaign/name").asText(), seen.at("/org/name").asText()))
                .containsExactly(id, campaign, org);
        assertThat(byNumber.out()).contains(name);
        assertThat(done(cli.run("widget", "list", "-o", org, "--json")).json().findValuesAsText("id")).containsExactly(number);
        assertThat(done(cli.run("widget", "list", "-c", campaign, "--config")).out()).contains(name);

        assertThat(done(cli.run("widget", "update", "-i", number, "--confirm-optin", "--dry-run")).out()).contains("no mutation");
        assertThat(page(id, "config").get("config").asText()).doesNotContain("confirmOptIn");
        done(cli.run("widget", "update", "-i", number, "--locale", "fr", "--confirm-optin"));
        done(cli.run("widget", "update", "name", "-i", number, "--rename", campaign + "/new"));
        done(cli.run("widget", "update", "external", "-i", number, "--total", "500"));
        assertThat(page(id, "name locale config ... on PrivateActionPage { extraSupporters }")).isEqualTo(
                JSON.valueToTree(Map.of("name", campaign + "/new", "locale", "fr", "extraSupporters", 500, "config",
                        "{\"component\":{\"consent\":{\"email\":{\"confirmOptIn\":true}}}}")));
        done(cli.run("widget", "rebuild", "-i", number));
        assertThat(page(id, "config").get("config").asText()).contains("confirmOptIn", "\"layout\":{\"update\":\"20");

        assertThat(done(cli.run("widget", "delete", "-n", campaign + "/new")).out()).contains("SUCCESS");
        assertThat(cli.run("widget", "get", "-i", number).err()).contains("widget not found");
    }

    @Test
    void counters_of_other_sites_are_taken_over() throws Exception {
        aCampaign();
        int id = aWidget(campaign + "/act");
        anAction(id, "ada@example.org");
        await().atMost(SOON).until(() -> supporters() == 1);
        JsonNode query = done(cli.run("contact", "count", "-n", campaign, "--query", "--json")).one();
        String[] site = { "--url", query.get("url").asText(), "--path", "data.campaign.stats.supporterCount" };

        Ran fetched =
                done(cli.run("widget", "external", "-i", String.valueOf(id), site[0], site[1], site[2], site[3], "--dry-run"));
        assertThat(fetched.out()).contains("\"supporterCount\": 1");
        assertThat(extra(id)).isZero();
        done(cli.run("widget", "external", "-i", String.valueOf(id), site[0], site[1], site[2], site[3]));
        assertThat(extra(id)).isEqualTo(1);
        done(cli.run("widget", "external", "-i", String.valueOf(id), "--total", "41"));
        assertThat(extra(id)).isEqualTo(41);

        Files.createDirectories(home.resolve("counter"));
        Files.writeString(home.resolve("counter/" + id + ".json"), JSON.writeValueAsString(Map.of("filename", "act", "component",
                Map.of("counter", Map.of("url", site[1], "path", site[3])))));
        Ran pulled = done(cli.run("widget", "external", "cron"));

        assertThat(pulled.out()).contains("act");
        assertThat(extra(id)).isEqualTo(42);
        Files.delete(home.resolve("counter/" + id + ".json"));
    }

    @Test
    void all_widgets_of_a_campaign_are_archived_copied_and_built() {
        aCampaign();
        int thankful = aWidget(campaign + "/en");
        aWidget(campaign + "/de");
        var unused =
                Api.answer("mutation ($id: Int!) { updateActionPage(id: $id, input: {thankYouTemplate: \"thanks\"}) { id } }",
                        Map.of("id", thankful));
        String other = campaign + "-2";
        done(cli.run("campaign", "add", "-n", other, "-o", org));

        cli.answering(List.of(false), "campaign", "widget", "archive", "-n", campaign);
        assertThat(widgets(campaign)).containsExactly(campaign + "/de", campaign + "/en");
        Ran archived = done(cli.answering(List.of(true), "campaign", "widget", "archive", "-n", campaign, "--suffix", "_old"));
        Ran copied = done(cli.answering(List.of(true), "campaign", "widget", "copy", "-n", campaign, "--to", other, "--suffix",
                "_old"));
        Ran listed = done(cli.run("campaign", "widget", "get", "-n", other));
        done(cli.run("campaign", "widget", "rebuild", "-n", other));

        assertThat(archived.out()).contains("Archive complete!").doesNotContain("failed");
        assertThat(widgets(campaign)).containsExactly(campaign + "/de_old", campaign + "/en_old");
        assertThat(copied.out()).contains("Widgets created: 2").doesNotContain("failed");
        assertThat(widgets(other)).containsExactly(campaign + "/de", campaign + "/en");
        assertThat(campaign(other, "... on PrivateCampaign { actionPages { name thankYouTemplate } }").get("actionPages")
                .findParents("name"))
                .filteredOn(page -> page.get("name").asText().equals(campaign + "/en"))
                .extracting(page -> page.get("thankYouTemplate").asText()).containsExactly("thanks");
        assertThat(listed.out()).contains(campaign + "/de", campaign + "/en");
        assertThat(campaign(other, "... on PrivateCampaign { actionPages { config } }").findValuesAsText("config")).hasSize(2)
                .allSatisfy(config -> assertThat(config).contains("\"layout\":{\"update\":\"20"));
        assertThat(done(cli.run("campaign", "widget")).out()).contains("USAGE");
    }

    @Test
    void an_action_is_added_listed_counted_and_delivered_once_more() throws Exception {
        aCampaign();
        int id = aWidget(campaign + "/act");
        long orgId = asked("id").get("id").asLong();
        done(cli.run("org", "crm", "-n", org, "--synchronize"));
        Crm crm = new Crm();
        crm.connect();
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().queueDeclarePassive("cus." + orgId + ".deliver") != null);

        String reference = anAction(id, "ada@example.org");
        done(cli.run("action", "add", "-i", String.valueOf(id), "--firstname", "Test", "--email", "test@example.org"));
        JsonNode told = JSON.readTree(crm.next("cus." + orgId + ".deliver").getBody());
        JsonNode test = JSON.readTree(crm.next("cus." + orgId + ".deliver").getBody());
        // testing actions do not count, their supporters do, as with Proca
        await().atMost(SOON).until(() -> supporters() == 2);
        JsonNode listed = done(cli.run("action", "list", "-o", org, "-c", campaign, "--json")).json();
        Ran table = done(cli.run("action", "list", "-o", org, "-c", campaign, "--optin", "--after", "2020-01-01"));
        JsonNode counted = done(cli.run("action", "count", "-n", campaign, "--json")).one();

        assertThat(told.at("/contact/contactRef").asText()).isEqualTo(reference);
        assertThat(told.at("/tracking/source").asText()).isEqualTo("mail");
        assertThat(test.at("/action/testing").asBoolean()).isTrue();
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/actionId")).isEqualTo(told.get("actionId"));
        assertThat(listed.at("/0/contact/email").asText()).isEqualTo("ada@example.org");
        assertThat(List.of(listed.at("/0/tracking/campaign").asText(), listed.at("/0/tracking/source").asText(),
                listed.at("/0/tracking/medium").asText())).containsExactly("spring", "mail", "button");
        assertThat(table.out()).contains("ada@example.org", "register").doesNotContain("test@example.org");
        assertThat(counted.at("/actionCount").toString()).isEqualTo("[{\"actionType\":\"register\",\"count\":1}]");
        assertThat(done(cli.run("action", "list", "-o", org, "--testing")).out()).contains("test@example.org");

        Ran requeued = done(cli.run("action", "requeue", "-o", org, "-c", campaign, "--limit", "1"));

        assertThat(requeued.out()).containsPattern("requeued *: 1");
        assertThat(JSON.readTree(crm.next("cus." + orgId + ".deliver").getBody()).get("actionId"))
                .isEqualTo(told.get("actionId"));
        crm.disconnect();
    }

    @Test
    void whether_supporters_confirm_is_said_for_an_org_or_a_campaign() {
        aCampaign();

        Ran ofOrg = done(cli.run("action", "confirm", "--org", org, "--template", "question"));
        assertThat(ofOrg.out()).contains("question", "true");
        assertThat(processing("supporterConfirm supporterConfirmTemplate").toString())
                .isEqualTo("{\"supporterConfirm\":true,\"supporterConfirmTemplate\":\"question\"}");

        Ran ofCampaign = cli.run("action", "confirm", "--campaign", campaign, "--no-confirm");
        // it looks for updateCommandProcessing in the answer, and has nothing to print
        assertThat(ofCampaign.err()).contains("Cannot read properties of undefined (reading 'id')");
        assertThat(campaign(campaign, "... on PrivateCampaign { campaignProcessing { supporterConfirm } }")
                .at("/campaignProcessing/supporterConfirm").asBoolean(true)).isFalse();
    }

    @Test
    void a_contact_is_found_counted_and_forgotten() throws Exception {
        aCampaign();
        int id = aWidget(campaign + "/act");
        String reference = anAction(id, "ada@example.org");
        await().atMost(SOON).until(() -> supporters() == 1);

        JsonNode found = done(cli.run("contact", "get", "-o", org, "-e", "ada@example.org", "--json")).one();
        Ran listed = done(cli.run("contact", "list", "-o", org, "-c", campaign, "--optin"));
        Ran counted = done(cli.run("contact", "count", "-n", campaign));
        JsonNode areas = done(cli.run("contact", "area", "count", "-n", campaign, "--json")).json();

        assertThat(found.at("/contact/contactRef").asText()).isEqualTo(reference);
        assertThat(found.at("/contact/lastName").asText()).isEqualTo("Lovelace");
        assertThat(found.at("/privacy/optIn").asBoolean()).isTrue();
        assertThat(done(cli.run("contact", "get", "-o", org, "-e", "ada@example.org")).out()).contains(reference, "FR");
        assertThat(listed.out()).contains("ada@example.org", "register", campaign + "/act");
        assertThat(counted.out()).containsPattern("supporterCount *: 1");
        assertThat(areas.toString()).isEqualTo("[{\"area\":\"FR\",\"count\":1}]");

        Ran refused = cli.run("widget", "delete", "-i", String.valueOf(id));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("a widget with actions can't be deleted");
        assertThat(cli.run("campaign", "delete", "-n", campaign).err()).contains("has action data");

        assertThat(done(cli.run("contact", "delete", "-o", org, "-c", reference)).out()).contains("SUCCESS");
        assertThat(done(cli.run("contact", "get", "-o", org, "-e", "ada@example.org", "--json")).json()).isEmpty();
    }

    @Test
    void a_target_is_added_and_written_to() throws Throwable {
        aCampaign();
        int id = aWidget(campaign + "/act");
        done(cli.run("campaign", "mtt", "-n", campaign, "--from", "2026-12-01", "--to", "2026-12-24"));

        JsonNode added =
                done(cli.run("target", "add", "-c", campaign, "--name", "The Minister", "--email", "m@example.org", "--json"))
                        .one();
        String target = added.get("id").asText();
        done(cli.run("action", "add", "-i", String.valueOf(id), "--firstname", "Ada", "--email", "ada@example.org", "--target",
                target, "--subject", "Bees", "--body", "Save them"));

        assertThat(campaign(campaign, "... on PrivateCampaign { targets { id name externalId } }").at("/targets/0"))
                .isEqualTo(JSON
                        .valueToTree(Map.of("id", target, "name", "The Minister", "externalId", campaign + "_m@example.org")));
        assertThat(
                sql("select c.subject || ': ' || c.body from messages m join message_contents c on c.id = m.message_content_id "
                        + "where m.target_id = '" + target + "'"))
                .containsExactly("Bees: Save them");
    }

    @Test
    void what_the_command_line_itself_cannot_do_fails_there() {
        aCampaign();

        assertThat(cli.run("action", "replay", "-o", org).err()).contains("this.fatal is not a function");
        assertThat(cli.run("config", "set", "KEY", "value").err()).contains("Invalid argument spec");
        Ran close = cli.alone("campaign", "close", "-n", campaign);
        assertThat(close.code()).isEqualTo(1);
        assertThat(close.err()).contains("CLOSE");
        assertThat(cli.run("action", "add", "-i", "1", "--firstname", "Ada", "--email", "ada@example.org", "custom=1").err())
                .contains("can't have --name, --id, or --dxid and an unamed arg");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void no_command_was_left_out() {
        assertThat(cli.untried()).isEqualTo(ELSEWHERE);
    }

    @CanIgnoreReturnValue
    private static Ran done(Ran ran) {
        assertThat(ran.code()).as(ran.toString()).isZero();
        return ran;
    }

    @CanIgnoreReturnValue
    private int aCampaign() {
        done(cli.run("campaign", "add", "-n", campaign, "-o", org, "--title", "Save the Bees"));
        return campaign(campaign, "id").get("id").asInt();
    }

    @CanIgnoreReturnValue
    private int aWidget(String name) {
        return done(cli.run("widget", "add", "-c", campaign, "-n", name, "-l", "en", "--json")).one().get("id").asInt();
    }

    /** Its contactRef. */
    @CanIgnoreReturnValue
    private String anAction(int widget, String email) {
        return done(cli.run("action", "add", "-i", String.valueOf(widget), "--no-testing", "--optin", "--firstname", "Ada",
                "--lastname", "Lovelace", "--country", "fr", "--email", email, "--utm", "spring.mail.button", "--json"))
                .one().get("contactRef").asText();
    }

    private JsonNode processing(String fields) {
        return asked("processing { " + fields + " }").get("processing");
    }

    private JsonNode asked(String fields) {
        return Api.answer("query ($org: String!) { org(name: $org) { " + fields + " } }", Map.of("org", org)).get("org");
    }

    private static JsonNode campaign(String name, String fields) {
        return Api.answer("query ($name: String!) { campaign(name: $name) { " + fields + " } }", Map.of("name", name))
                .get("campaign");
    }

    private static JsonNode page(int id, String fields) {
        return Api.answer("query ($id: Int!) { actionPage(id: $id) { " + fields + " } }", Map.of("id", id)).get("actionPage");
    }

    private static int extra(int widget) {
        return page(widget, "... on PrivateActionPage { extraSupporters }").get("extraSupporters").asInt();
    }

    private int supporters() {
        return campaign(campaign, "stats { supporterCount }").at("/stats/supporterCount").asInt();
    }

    private static List<String> widgets(String campaign) {
        return campaign(campaign, "... on PrivateCampaign { actionPages { name } }").findValuesAsText("name").stream().sorted()
                .toList();
    }

    private static JsonNode parsed(JsonNode answer, String field) {
        try {
            return ((ObjectNode) answer).set(field, JSON.readTree(answer.get(field).asText()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Instant instant(JsonNode answer, String field) {
        return Instant.parse(answer.get(field).asText());
    }

    private static Instant here(String time) {
        return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port + "/api";
    }

    private List<String> sql(String query) throws Throwable {
        List<String> texts = new ArrayList<>();
        VertxContextSupport.subscribeAndAwait(() -> pool.query(query).execute())
                .forEach(row -> texts.add(String.valueOf(row.getValue(0))));
        return texts;
    }
}
