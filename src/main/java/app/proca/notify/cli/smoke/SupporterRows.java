package app.proca.notify.cli.smoke;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.cli.smoke.receipt.NotSeen;

/** What follows when people sign and opt in, and what their data is kept with (spec/events.md, rows 13 to 17). */
final class SupporterRows {

    private static final int FOUND = 302;

    private SupporterRows() {}

    static List<Check> checks() {
        return List.of(
                Check.change("data is encrypted once a key is active", "13", SupporterRows::encrypted),
                Check.change("data stays in clear once no key is active", "14", SupporterRows::inClear),
                Check.change("a mail's double opt-in link is followed", "15", SupporterRows::optIn, Means.SUPPORTER_MAIL),
                Check.change("the org's CRM reads who opted in", "15", SupporterRows::optInRead, Means.SUPPORTER_MAIL,
                        Means.BROKER),
                Check.change("the next mail has the changed template", "16", SupporterRows::templateFollowed,
                        Means.SUPPORTER_MAIL),
                Check.change("an org's CRM reads a signature", "17", SupporterRows::signatureRead, Means.BROKER),
                Check.change("an org's webhook gets a signature", "17", SupporterRows::signaturePosted, Means.WEBHOOK),
                Check.change("a signature is thanked for by mail", "17", SupporterRows::thanked, Means.SUPPORTER_MAIL),
                Check.change("a signature counts", "17", SupporterRows::counted));
    }

    /** What thanks supporters from now on. */
    static void template(Scene scene, String words) throws InterruptedException {
        var unused = scene.service.ask("""
                mutation ($org: String!, $text: String!) {
                  upsertTemplate(orgName: $org, input: {name: "thanks", locale: "en", subject: "Smoke", html: $text}) }""",
                Map.of("org", scene.name.lead(), "text", "<p>" + words + " thanks</p><p><a href=\"{{doiLink}}\">Yes</a></p>"));
    }

    private static void encrypted(Scene scene) throws InterruptedException {
        long key = scene.service.ask("mutation ($org: String!) { generateKey(orgName: $org, input: {name: \"smoke\"}) { id } }",
                Map.of("org", scene.name.lead())).path("id").asLong();
        var active = scene.service.ask("mutation ($org: String!, $key: Int!) { activateKey(orgName: $org, id: $key) { status } }",
                Map.of("org", scene.name.lead(), "key", key));

        JsonNode contact = scene.contact(sign(scene, "encrypted"));

        if (contact.at("/contact/publicKey/id").asLong() != key) {
            throw new NotSeen("the contact is not encrypted with the key");
        }
    }

    private static void inClear(Scene scene) throws InterruptedException {
        var unused = scene.service.ask("mutation ($org: String!) { deactivateAllKeys(orgName: $org) { status } }",
                Map.of("org", scene.name.lead()));

        JsonNode contact = scene.contact(sign(scene, "clear"));

        if (contact.at("/contact/nonce").isTextual()) {
            throw new NotSeen("the contact is encrypted all the same");
        }
    }

    private static void optIn(Scene scene) throws InterruptedException {
        String email = scene.name.address("optin");
        String reference = scene.sign(scene.page.get(), email);
        URI link = scene.supporterMails().await(email, "first thanks", scene.patience).link("d")
                .orElseThrow(() -> new NotSeen("there is no double opt-in link in the mail"));

        HttpResponse<String> answer = scene.service.get(link);

        if (answer.statusCode() != FOUND) {
            throw new NotSeen("the link answers HTTP " + answer.statusCode());
        }
        scene.optedIn.set(reference);
        var unused = scene.patience.until("the double opt-in in the org's export", () -> Optional.of(scene.contact(reference))
                .filter(action -> action.at("/privacy/emailStatus").asText().equals("DOUBLE_OPT_IN")));
    }

    private static void optInRead(Scene scene) throws InterruptedException {
        String reference = scene.optedIn.get();

        var unused = scene.crm.get().await("supporter.email_status", scene.patience,
                event -> event.key().equals("supporter.email_status")
                        && event.text("/supporter/contact/contactRef").equals(reference));
    }

    private static void templateFollowed(Scene scene) throws InterruptedException {
        String words = scene.fresh("words");
        String email = scene.name.address("template");

        template(scene, words);
        scene.sign(scene.page.get(), email);

        var unused = scene.supporterMails().await(email, words, scene.patience);
    }

    private static void signatureRead(Scene scene) throws InterruptedException {
        String reference = sign(scene, "read");

        var unused = scene.crm.get().await("the signature", scene.patience,
                message -> message.text("/contact/contactRef").equals(reference) && message.text("/stage").equals("deliver"));
    }

    private static void signaturePosted(Scene scene) throws InterruptedException {
        String reference = sign(scene, "posted");

        var unused = scene.webhook().heard().await("the signature at the webhook", scene.patience,
                message -> message.text("/contact/contactRef").equals(reference));
    }

    private static void thanked(Scene scene) throws InterruptedException {
        String email = scene.name.address("thanked");

        scene.sign(scene.page.get(), email);

        var unused = scene.supporterMails().await(email, "thanks", scene.patience);
    }

    private static void counted(Scene scene) throws InterruptedException {
        String campaign = scene.fresh("campaign");
        var unused = scene.addCampaign(scene.name.lead(), campaign);
        long page = scene.addPage(scene.name.lead(), campaign, scene.pageName());

        scene.sign(page, scene.name.address("counted"));

        var counted = scene.patience.until("the campaign's first supporter", () -> Optional.of(scene.service.askAnonymously(
                "query ($name: String!) { campaign(name: $name) { stats { supporterCount } } }", Map.of("name", campaign))
                .at("/stats/supporterCount").asInt()).filter(count -> count == 1));
    }

    private static String sign(Scene scene, String who) throws InterruptedException {
        return scene.sign(scene.page.get(), scene.name.address(who));
    }
}
