package app.proca.notify.confirm;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** A partner asks the lead of a campaign to make a page live; subject is the campaign, object the page. */
@ApplicationScoped
class LaunchPage implements AskedOfLead {

    private final ActionPages pages;
    private final Partners partners;

    LaunchPage(ActionPages pages, Partners partners) {
        this.pages = pages;
        this.partners = partners;
    }

    /** What a partner asks. */
    static Confirm question(ActionPage page, Viewer asking, @Nullable String message) {
        Confirm confirm = new Confirm();
        confirm.operation = ConfirmOperation.LAUNCH_PAGE;
        confirm.subjectId = Math.toIntExact(page.campaignId);
        confirm.objectId = Math.toIntExact(page.id);
        confirm.message = message;
        confirm.creatorId = asking.userId();
        return confirm;
    }

    @Override
    public ConfirmOperation kind() {
        return ConfirmOperation.LAUNCH_PAGE;
    }

    @Override
    public Uni<Answer> accept(Confirm confirm, Respondent by) {
        return campaignOf(confirm, by)
                .chain(campaign -> page(confirm)
                        .map(page -> Operation.present(page, "action page"))
                        .chain(pages::launch)
                        .call(page -> partners.join(confirm, campaign, page)))
                .map(page -> Answer.of(page, confirm));
    }

    @Override
    public Uni<Map<String, Object>> fields(Confirm confirm) {
        return Campaign.<Campaign>findById((long) confirm.subjectId)
                .chain(campaign -> campaign == null ? Uni.createFrom().item(Map.of()) : fields(confirm, campaign));
    }

    private static Uni<Map<String, Object>> fields(Confirm confirm, Campaign campaign) {
        return page(confirm).chain(page -> page == null
                ? Uni.createFrom().item(Map.of())
                : Org.<Org>findById(page.orgId).map(org -> Map.of("campaign", Names.of(campaign), "org", withTwitter(org))));
    }

    @Override
    public Uni<Campaign> campaign(Confirm confirm) {
        return Campaign.<Campaign>findById((long) confirm.subjectId).map(found -> Operation.present(found, "campaign"));
    }

    private static Uni<@Nullable ActionPage> page(Confirm confirm) {
        return confirm.objectId == null ? Uni.createFrom().nullItem() : ActionPage.findById(confirm.objectId.longValue());
    }

    /** What its profile says of the partner, for the people who decide. */
    private static Map<String, Object> withTwitter(Org org) {
        JsonObject twitter = org.config.getValue("twitter") instanceof JsonObject known ? known : new JsonObject();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("description", twitter.getValue("description"));
        shown.put("followersCount", twitter.getValue("followers_count"));
        shown.put("name", twitter.getValue("name"));
        shown.put("picture", twitter.getValue("picture"));
        shown.put("screenName", twitter.getValue("screen_name"));
        shown.put("url", twitter.getValue("url"));
        Map<String, Object> fields = new LinkedHashMap<>(Names.of(org));
        fields.put("twitter", shown);
        return fields;
    }
}
