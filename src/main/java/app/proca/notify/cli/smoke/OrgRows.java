package app.proca.notify.cli.smoke;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.cli.smoke.receipt.NotSeen;

/** What follows when orgs come, change and go (spec/events.md, rows 1 to 5), and users come (row 18). */
final class OrgRows {

    /** Nothing is ever sent there: it only gives the org a worker. */
    private static final String NOWHERE = "https://smoke.example.org/hook";
    private static final String PROCESSING_OF_PARTNER =
            """
            mutation ($org: String!) { updateOrgProcessing(name: $org, pushBackend: WEBHOOK, customActionConfirm: true) { id } }""";

    private OrgRows() {}

    static List<Check> founding() {
        return List.of(
                Check.change("the instance org's events are heard", "", OrgRows::tapInstance, Means.BROKER),
                Check.change("scratch orgs are made", "", OrgRows::make),
                Check.change("a new org has its exchanges and queues", "1", OrgRows::declared, Means.BROKER),
                Check.change("the instance hears of a new org", "2", OrgRows::newOrgTold, Means.BROKER),
                Check.change("an org is given services, templates and a page", "", OrgRows::furnish),
                Check.change("the service reaches where this run listens", "", OrgRows::listenersReached, Means.WEBHOOK),
                Check.change("changed settings bring queues and workers", "3", OrgRows::settingsFollowed, Means.BROKER),
                Check.change("the instance org's change reaches all orgs", "4", OrgRows::instanceFollowed, Means.BROKER,
                        Means.TRACES));
    }

    static Check newUser() {
        return Check.change("the instance hears of a new user", "18", OrgRows::newUserTold, Means.BROKER, Means.TRACES);
    }

    static Check deletion() {
        return Check.change("a deleted org's workers stop, its queues stay", "5", OrgRows::deletedOrgStops, Means.BROKER);
    }

    private static void tapInstance(Scene scene) throws InterruptedException {
        long instance = scene.service.ask("query ($org: String!) { org(name: $org) { id } }",
                Map.of("org", scene.target.instanceOrg())).path("id").asLong();
        scene.instanceEvents.set(scene.broker().tap("org." + instance + ".event"));
    }

    private static void make(Scene scene) throws InterruptedException {
        scene.lead.set(scene.addOrg(scene.name.lead()));
        scene.partner.set(scene.addOrg(scene.name.partner()));
    }

    private static void declared(Scene scene) throws InterruptedException {
        long org = scene.lead.get();
        var unused = scene.patience.until("the exchanges of org " + org,
                () -> Optional.of(scene.broker().hasExchanges(org)).filter(there -> there));
        awaitQueue(scene, "org." + org + ".fail");
    }

    private static void newOrgTold(Scene scene) throws InterruptedException {
        var unused = scene.instanceEvents.get().await("system.new_org of " + scene.name.lead(), scene.patience,
                event -> event.key().equals("system.new_org") && event.text("/org/name").equals(scene.name.lead()));
    }

    /** All that later checks of the lead need. */
    private static void furnish(Scene scene) throws InterruptedException {
        String org = scene.name.lead();
        String backends = (scene.equipment.webhook().isPresent() ? ", pushBackend: WEBHOOK, eventBackend: WEBHOOK" : "")
                + (scene.equipment.mails().isPresent() ? ", emailBackend: SMTP"
                        : scene.equipment.supporterMails().isPresent() ? ", emailBackend: PREVIEW" : ", emailBackend: null");
        if (scene.equipment.webhook().isPresent()) {
            addService(scene, org, "WEBHOOK", scene.webhook().url().toString());
        }
        if (scene.equipment.mails().isPresent()) {
            addService(scene, org, "SMTP", scene.equipment.mails().get().url());
        } else if (scene.equipment.supporterMails().isPresent()) {
            addService(scene, org, "PREVIEW", "");
        }
        SupporterRows.template(scene, "first");
        var unused =
                scene.service.ask("mutation ($org: String!) { updateOrgProcessing(name: $org, emailFrom: \"smoke@example.org\", "
                        + "customActionDeliver: true, customEventDeliver: true" + backends + ") { id } }", Map.of("org", org));
        scene.awaitQueues(org);
        if (scene.equipment.broker().isPresent()) {
            scene.crm.set(scene.broker().read("cus." + scene.lead.get() + ".deliver"));
        }
        CampaignRows.begin(scene);
    }

    /** The service says why it does not, which what is missed later could not. */
    private static void listenersReached(Scene scene) throws InterruptedException {
        for (String kind : List.of("WEBHOOK", "SMTP")) {
            JsonNode test = scene.service.ask("mutation ($org: String!) { testService(orgName: $org, name: " + kind
                    + ") { accepted error sentTo } }", Map.of("org", scene.name.lead()));
            if (!test.path("accepted").asBoolean()) {
                throw new NotSeen(
                        "the sample to " + test.path("sentTo").asText() + " is not taken: " + test.path("error").asText());
            }
        }
    }

    private static void settingsFollowed(Scene scene) throws InterruptedException {
        long org = scene.partner.get();
        addService(scene, scene.name.partner(), "WEBHOOK", NOWHERE);

        var unused = scene.service.ask(PROCESSING_OF_PARTNER, Map.of("org", scene.name.partner()));

        awaitQueue(scene, "cus." + org + ".confirm.action");
        var read = scene.patience.until("a worker at wrk." + org + ".webhook", () -> Optional.of(
                scene.broker().readers("wrk." + org + ".webhook")).filter(readers -> readers.orElse(0) > 0));
    }

    private static void instanceFollowed(Scene scene) throws InterruptedException {
        String queue = "cus." + scene.partner.get() + ".confirm.action";
        String title = scene.service.ask("query ($org: String!) { org(name: $org) { title } }",
                Map.of("org", scene.target.instanceOrg())).path("title").asText().replaceFirst(" \\[smoke-[^]]*]$", "");
        scene.broker().delete(queue);
        try {
            entitle(scene, title + " [" + scene.name.value() + "]");
            awaitQueue(scene, queue);
        } finally {
            entitle(scene, title);
        }
    }

    private static void newUserTold(Scene scene) throws InterruptedException {
        String email = scene.name.address("user");

        var unused = scene.service.ask("mutation ($org: String!, $who: OrgUserInput!) { addOrgUser(orgName: $org, input: $who) "
                + "{ status } }", Map.of("org", scene.name.partner(), "who", Map.of("email", email, "role", "translator")));

        var told = scene.instanceEvents.get().await("system.new_user of " + email, scene.patience,
                event -> event.key().equals("system.new_user") && event.text("/contact/email").equals(email));
    }

    private static void deletedOrgStops(Scene scene) throws InterruptedException {
        String queue = "wrk." + scene.partner.get() + ".webhook";

        var unused = new Cleaning(scene.service, scene.patience).delete(List.of(scene.name.partner()));

        OptionalInt left = scene.patience.until("the end of the worker at " + queue, () -> Optional.of(
                scene.broker().readers(queue)).filter(readers -> readers.orElse(0) == 0));
        if (left.isEmpty()) {
            throw new NotSeen("the queue " + queue + " is gone");
        }
    }

    private static void awaitQueue(Scene scene, String queue) throws InterruptedException {
        var unused = scene.patience.until("the queue " + queue,
                () -> Optional.of(scene.broker().readers(queue)).filter(OptionalInt::isPresent));
    }

    private static void entitle(Scene scene, String title) throws InterruptedException {
        var unused =
                scene.service.ask("mutation ($org: String!, $title: String!) { updateOrg(name: $org, input: {title: $title}) "
                        + "{ id } }", Map.of("org", scene.target.instanceOrg(), "title", title));
    }

    private static void addService(Scene scene, String org, String kind, String host) throws InterruptedException {
        Map<String, Object> input = new HashMap<>(Map.of("name", kind, "user", "", "password", "", "path", ""));
        input.put("host", host);
        var unused = scene.service.ask("mutation ($org: String!, $service: ServiceInput!) { upsertService(orgName: $org, "
                + "input: $service) { id } }", Map.of("org", org, "service", input));
    }
}
