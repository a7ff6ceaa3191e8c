package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.common.Json;
import app.proca.notify.org.Org;

/** An action page with its org and its campaign. */
@Type("ActionPage")
public class ActionPageView {

    private final ActionPage page;
    private final Org owner;
    private final CampaignView campaign;

    ActionPageView(ActionPage page, Org owner, CampaignView campaign) {
        this.page = page;
        this.owner = owner;
        this.campaign = campaign;
    }

    public int getId() {
        return page.id.intValue();
    }

    @NonNull
    public String getName() {
        return page.name;
    }

    @NonNull
    public String getLocale() {
        return page.locale;
    }

    public boolean isLive() {
        return page.live;
    }

    public String getThankYouTemplate() {
        return page.thankYouTemplate;
    }

    @NonNull
    public Json getConfig() {
        return Json.of(page.config);
    }

    @NonNull
    public OrgView getOrg() {
        return new OrgView.Public(owner);
    }

    @NonNull
    public CampaignView getCampaign() {
        return campaign;
    }
}
