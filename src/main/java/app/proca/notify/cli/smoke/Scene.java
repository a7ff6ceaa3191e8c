package app.proca.notify.cli.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.cli.smoke.receipt.Broker;
import app.proca.notify.cli.smoke.receipt.Heard;
import app.proca.notify.cli.smoke.receipt.Inbox;
import app.proca.notify.cli.smoke.receipt.Message;
import app.proca.notify.cli.smoke.receipt.Patience;
import app.proca.notify.cli.smoke.receipt.Subscription;
import app.proca.notify.cli.smoke.receipt.WebhookListener;

/** Where the checks of one run act: two scratch orgs, what they have, and where is seen what comes of it. */
final class Scene {

    final Service service;
    final Target target;
    final ScratchName name;
    final Equipment equipment;
    final Patience patience;

    /** The e-mail of who asks. */
    final Made<String> asking = new Made<>("the log-in");
    final Made<Long> lead = new Made<>("the scratch org");
    final Made<Long> partner = new Made<>("the scratch org");
    final Made<Long> page = new Made<>("the scratch org's page");
    final Made<Heard<Message>> crm = new Made<>("the scratch org's queue");
    final Made<Heard<Message>> instanceEvents = new Made<>("what the instance org's consumers hear");
    final Made<Subscription> news = new Made<>("the subscription");
    final Made<PartnersRequest> launch = new Made<>("the partner's request");
    final Made<String> optedIn = new Made<>("the supporter who opted in");

    private final List<Long> orgs = new ArrayList<>();
    private int made;

    Scene(Service service, Target target, ScratchName name, Equipment equipment) {
        this.service = service;
        this.target = target;
        this.name = name;
        this.equipment = equipment;
        this.patience = target.patience();
    }

    /** A page that a partner wants to be live. */
    record PartnersRequest(long page, String code) {}

    Broker broker() {
        return equipment.broker().orElseThrow();
    }

    WebhookListener webhook() {
        return equipment.webhook().orElseThrow();
    }

    Inbox supporterMails() {
        return equipment.supporterMails().orElseThrow();
    }

    Inbox instanceMails() {
        return equipment.mailboxes().orElseThrow();
    }

    String campaign() {
        return name.value() + "-campaign";
    }

    /** Something that was not there before, to tell what comes of a change from what was. */
    String fresh(String what) {
        made++;
        return name.value() + "-" + what + made;
    }

    /** @return the org's id */
    long addOrg(String org) throws InterruptedException {
        JsonNode added = service.ask("mutation ($org: OrgInput!) { addOrg(input: $org) { name ... on PrivateOrg { id } } }",
                Map.of("org", Map.of("name", org, "title", org)));
        orgs.add(added.path("id").asLong());
        return added.path("id").asLong();
    }

    /** The ids of the orgs that were made, also of those that are gone. */
    List<Long> orgs() {
        return List.copyOf(orgs);
    }

    long addCampaign(String org, String campaign) throws InterruptedException {
        return service.ask("mutation ($org: String!, $campaign: CampaignInput!) { addCampaign(orgName: $org, input: $campaign) "
                + "{ id } }", Map.of("org", org, "campaign", Map.of("name", campaign, "title", campaign))).path("id").asLong();
    }

    long addPage(String org, String campaign, String page) throws InterruptedException {
        return service.ask("mutation ($org: String!, $campaign: String!, $page: ActionPageInput!) { "
                + "addActionPage(orgName: $org, campaignName: $campaign, input: $page) { id } }",
                Map.of("org", org, "campaign", campaign, "page", Map.of("name", page, "locale", "en"))).path("id").asLong();
    }

    String pageName() {
        return "smoke.example.org/" + fresh("page");
    }

    /** @param title what it is called from now on */
    void rename(String campaign, String title) throws InterruptedException {
        var unused =
                service.ask("mutation ($name: String!, $title: String!) { updateCampaign(name: $name, input: {title: $title}) "
                        + "{ id } }", Map.of("name", campaign, "title", title));
    }

    /** Somebody signs, as for testing; then they are removed with the page. @return their reference */
    @CanIgnoreReturnValue
    String sign(long onPage, String email) throws InterruptedException {
        return service.askAnonymously("""
                mutation ($page: Int!, $email: String!) {
                  addActionContact(actionPageId: $page, action: {actionType: "petition", testing: true},
                    contact: {firstName: "Smoke", lastName: "Test", email: $email, address: {country: "PL"}},
                    privacy: {optIn: true, leadOptIn: true}) { contactRef }
                }""", Map.of("page", onPage, "email", email)).path("contactRef").asText();
    }

    /** The org's contact that came with an action on the scratch campaign. */
    JsonNode contact(String reference) throws InterruptedException {
        return patience.until("the action in the org's export", () -> {
            JsonNode actions = service.ask(
                    "query ($org: String!, $campaign: String!) { actions(orgName: $org, campaignName: $campaign, "
                            + "includeTesting: true) { contact { contactRef nonce publicKey { id } } privacy { emailStatus } } }",
                    Map.of("org", name.lead(), "campaign", campaign()));
            for (JsonNode action : actions) {
                if (action.at("/contact/contactRef").asText().equals(reference)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        });
    }

    /** Waits until what follows from an org's settings stands at the broker: what is told before is told to nobody. */
    void awaitQueues(String org) throws InterruptedException {
        var unused = patience.until("the queues of " + org, () -> Optional.of(service.ask("query ($org: String!) { "
                + "countNotifications(orgName: $org, select: {states: [PENDING], channel: TOPOLOGY}) }", Map.of("org", org))
                .asInt())
                .filter(count -> count == 0));
    }
}
