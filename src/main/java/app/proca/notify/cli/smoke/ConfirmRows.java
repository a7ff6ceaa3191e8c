package app.proca.notify.cli.smoke;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.cli.smoke.Scene.PartnersRequest;
import app.proca.notify.cli.smoke.receipt.Heard;
import app.proca.notify.cli.smoke.receipt.Message;
import app.proca.notify.cli.smoke.receipt.NotSeen;

/** What follows when one party asks and another answers (spec/events.md, rows 9 to 12). */
final class ConfirmRows {

    private ConfirmRows() {}

    static List<Check> checks() {
        return List.of(
                Check.change("a partner's request to launch is mailed to the lead", "9", ConfirmRows::launchAsked,
                        Means.INSTANCE_MAIL),
                Check.change("an invitation is mailed", "10", ConfirmRows::invited, Means.INSTANCE_MAIL),
                Check.change("a moderator's question is an event", "11", ConfirmRows::moderatorAsked, Means.BROKER),
                Check.change("an accepted launch makes the page live", "12", ConfirmRows::launchAccepted, Means.INSTANCE_MAIL));
    }

    private static void launchAsked(Scene scene) throws InterruptedException {
        String name = scene.pageName();
        long page = scene.addPage(scene.name.partner(), scene.campaign(), name);

        var asked = scene.service.ask("mutation ($page: String!, $message: String!) { launchActionPage(name: $page, "
                + "message: $message) { status } }", Map.of("page", name, "message", scene.name.value()));

        String code = scene.service.ask("query ($campaign: String!) { campaign(name: $campaign) { ... on PrivateCampaign { "
                + "partnerships { launchRequests { code } } } } }", Map.of("campaign", scene.campaign()))
                .at("/partnerships/0/launchRequests/0/code").asText();
        scene.launch.set(new PartnersRequest(page, code));
        var mail = scene.instanceMails().await(scene.asking.get(), code, scene.patience);
        if (scene.equipment.broker().isPresent()) {
            awaitQuestion(scene, scene.crm.get(), "launch_page", code);
        }
    }

    private static void invited(Scene scene) throws InterruptedException {
        String guest = scene.name.address("guest");

        String code = scene.service
                .ask("mutation ($org: String!, $who: OrgUserInput!) { inviteOrgUser(orgName: $org, input: $who) "
                        + "{ code } }", Map.of("org", scene.name.lead(), "who", Map.of("email", guest, "role", "translator")))
                .path("code").asText();

        var mail = scene.instanceMails().await(guest, code, scene.patience);
        if (scene.equipment.broker().isPresent()) {
            awaitQuestion(scene, scene.instanceEvents.get(), "add_staffer", code);
        }
    }

    private static void moderatorAsked(Scene scene) throws InterruptedException {
        String campaign = scene.fresh("campaign");
        var unused = scene.addCampaign(scene.name.partner(), campaign);
        var asks = scene.service.ask(
                "mutation ($name: String!) { updateCampaignProcessing(name: $name, actionConfirm: true) { id } }",
                Map.of("name", campaign));
        long page = scene.addPage(scene.name.partner(), campaign, scene.pageName());
        Heard<Message> moderators = scene.broker().tap("org." + scene.partner.get() + ".confirm.action");

        String reference = scene.sign(page, scene.name.address("moderated"));

        long action = moderators.await("the action in the moderators' exchange", scene.patience,
                message -> message.text("/contact/contactRef").equals(reference)).body().path("actionId").asLong();
        var told = scene.instanceEvents.get().await("confirm_created.confirm_action", scene.patience,
                event -> event.key().equals("confirm_created.confirm_action")
                        && event.body().at("/confirm/subjectId").asLong() == action);
    }

    private static void launchAccepted(Scene scene) throws InterruptedException {
        PartnersRequest request = scene.launch.get();

        JsonNode answer = scene.service.ask("""
                mutation ($org: String!, $code: String!, $page: Int!) {
                  acceptOrgConfirm(name: $org, confirm: {code: $code, objectId: $page}) { status } }""",
                Map.of("org", scene.name.lead(), "code", request.code(), "page", request.page()));

        if (!answer.path("status").asText().equals("SUCCESS")) {
            throw new NotSeen("the answer to the yes is " + answer.path("status").asText());
        }
        CampaignRows.awaitNews(scene.news.get(), scene, "the partner's live page",
                page -> page.path("id").asLong() == request.page() && page.path("live").asBoolean());
    }

    private static void awaitQuestion(Scene scene, Heard<Message> where, String operation, String code)
            throws InterruptedException {
        var unused = where.await("confirm_created." + operation, scene.patience,
                event -> event.key().equals("confirm_created." + operation) && event.text("/confirm/code").equals(code));
    }
}
