package app.proca.notify.cli.smoke;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.cli.smoke.receipt.Message;
import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Subscription;

/** What follows when campaigns and pages come, change and go (spec/events.md, rows 6 to 8, 19 and 20). */
final class CampaignRows {

    private CampaignRows() {}

    static List<Check> changes() {
        return List.of(
                Check.change("a subscriber hears of a page: new, changed, live", "6", CampaignRows::pageHeard),
                Check.change("an org's CRM reads that its campaign changed", "7", CampaignRows::updateRead, Means.BROKER),
                Check.change("an org's webhook gets that its campaign changed", "7", CampaignRows::updatePosted, Means.WEBHOOK),
                Check.change("an upserted campaign and its pages are told", "8", CampaignRows::upsertTold, Means.BROKER));
    }

    static List<Check> removals() {
        return List.of(
                Check.change("deleting a page and a campaign tells nobody", "19", CampaignRows::deletionIsSilent, Means.BROKER),
                Check.change("the event of an org without readers lands in system.deliver", "20", CampaignRows::systemDeliver));
    }

    /** A campaign with a page, and somebody who hears of pages. */
    static void begin(Scene scene) throws InterruptedException {
        var unused = scene.addCampaign(scene.name.lead(), scene.campaign());
        scene.news.set(subscribe(scene, ""));
        scene.page.set(scene.addPage(scene.name.lead(), scene.campaign(), scene.pageName()));
        var thanks =
                scene.service.ask("mutation ($page: Int!) { updateActionPage(id: $page, input: {thankYouTemplate: \"thanks\"}) "
                        + "{ id } }", Map.of("page", scene.page.get()));
    }

    /** Somebody to whom the page is told as it was then; nothing is missed since now. */
    static void awaitNews(Subscription news, Scene scene, String what, Predicate<JsonNode> page) throws InterruptedException {
        var unused = news.await(what, scene.patience, data -> page.test(data.path("actionPageUpserted")));
    }

    private static Subscription subscribe(Scene scene, String arguments) throws InterruptedException {
        String cursor = scene.service.ask("{ actionPageCursor }", Map.of()).asText();
        return scene.service.subscribe("subscription { actionPageUpserted(since: \"" + cursor + "\"" + arguments
                + ") { id name locale live } }", scene.patience);
    }

    private static void pageHeard(Scene scene) throws InterruptedException {
        try (Subscription orgs = subscribe(scene, ", orgName: \"" + scene.name.lead() + "\"")) {
            String name = scene.pageName();
            long id = scene.addPage(scene.name.lead(), scene.campaign(), name);
            for (Subscription news : List.of(orgs, scene.news.get())) {
                awaitNews(news, scene, "the new page", page -> page.path("id").asLong() == id);
            }
            var changed =
                    scene.service.ask("mutation ($page: Int!) { updateActionPage(id: $page, input: {locale: \"pl\"}) { id } }",
                            Map.of("page", id));
            var live = scene.service.ask("mutation ($page: String!) { launchActionPage(name: $page) { status } }",
                    Map.of("page", name));
            for (Subscription news : List.of(orgs, scene.news.get())) {
                awaitNews(news, scene, "the changed page",
                        page -> page.path("id").asLong() == id && page.path("locale").asText().equals("pl"));
                awaitNews(news, scene, "the live page",
                        page -> page.path("id").asLong() == id && page.path("live").asBoolean());
            }
        }
    }

    private static void updateRead(Scene scene) throws InterruptedException {
        String title = scene.fresh("title");

        scene.rename(scene.campaign(), title);

        awaitUpdate(scene, title);
    }

    private static void updatePosted(Scene scene) throws InterruptedException {
        String title = scene.fresh("title");

        scene.rename(scene.campaign(), title);

        Message event = scene.webhook().heard().await("campaign_updated at the webhook", scene.patience,
                message -> message.text("/campaign/title").equals(title)
                        && message.text("/eventType").equals("campaign_updated"));
        if (event.id().isEmpty()) {
            throw new NotSeen("it came without a webhook-id");
        }
    }

    private static void upsertTold(Scene scene) throws InterruptedException {
        String campaign = scene.fresh("campaign");
        String pageName = scene.pageName();

        var unused = scene.service.ask("mutation ($org: String!, $campaign: CampaignInput!) { upsertCampaign(orgName: $org, "
                + "input: $campaign) { id } }",
                Map.of("org", scene.name.lead(), "campaign", Map.of("name", campaign, "title", campaign, "actionPages",
                        List.of(Map.of("name", pageName, "locale", "en")))));

        awaitUpdate(scene, campaign);
        awaitNews(scene.news.get(), scene, "the upserted page", page -> page.path("name").asText().equals(pageName));
    }

    private static void deletionIsSilent(Scene scene) throws InterruptedException {
        String name = scene.fresh("campaign");
        long campaign = scene.addCampaign(scene.name.lead(), name);
        long page = scene.addPage(scene.name.lead(), name, scene.pageName());
        String title = scene.fresh("title");

        Cleaning cleaning = new Cleaning(scene.service, scene.patience);
        cleaning.deletePage(page);
        cleaning.deleteCampaign(campaign);

        // told after whatever the deletions would have told
        scene.rename(scene.campaign(), title);
        awaitUpdate(scene, title);
        if (scene.crm.get().all().stream().anyMatch(message -> message.body().path("campaignId").asLong() == campaign)) {
            throw new NotSeen("the deleted campaign was told of");
        }
    }

    /** Nothing reads the partner's events: had the broker no queue for them, they would be unrouted. */
    private static void systemDeliver(Scene scene) throws InterruptedException {
        String campaign = scene.fresh("campaign");
        var unused = scene.addCampaign(scene.name.partner(), campaign);

        scene.rename(campaign, scene.fresh("title"));

        String state = scene.patience.until("the delivery of the partner's event", () -> state(scene));
        if (!state.equals("DELIVERED")) {
            throw new NotSeen("no queue wanted it: its state is " + state);
        }
    }

    private static Optional<String> state(Scene scene) throws InterruptedException {
        JsonNode told = scene.service.ask("query ($org: String!) { notifications(orgName: $org, "
                + "select: {kind: \"campaign_updated\"}) { state } }", Map.of("org", scene.name.partner()));
        return Optional.of(told.path(0).path("state").asText()).filter(state -> !state.isEmpty() && !state.equals("PENDING"));
    }

    private static void awaitUpdate(Scene scene, String title) throws InterruptedException {
        var unused = scene.crm.get().await("system.campaign_updated", scene.patience,
                message -> message.key().equals("system.campaign_updated") && message.text("/campaign/title").equals(title));
    }
}
