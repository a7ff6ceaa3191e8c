package app.proca.notify.api;

import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.graphql.Interface;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.Json;
import app.proca.notify.live.Cursor;
import app.proca.notify.live.PageNews;
import app.proca.notify.org.Org;
import app.proca.notify.user.Viewer;
import io.vertx.core.json.JsonArray;

/** An action page with its org and its campaign, as much of it as the viewer may see. */
@Interface("ActionPage")
public interface ActionPageView {

    int getId();

    @NonNull
    String getName();

    @NonNull
    String getLocale();

    boolean isLive();

    @Nullable
    String getThankYouTemplate();

    /** Of a template that a mail provider holds: null, since ours are all in the database. */
    @Nullable
    String getThankYouTemplateRef();

    @NonNull
    Json getConfig();

    /** The steps that its configuration names. */
    @NonNull
    List<@NonNull String> getJourney();

    @NonNull
    OrgView getOrg();

    @NonNull
    CampaignView getCampaign();

    /** In subscriptions: where to resume, as {@code since}. Null elsewhere. */
    @Nullable
    String getCursor();

    /** As the viewer may see it. */
    static ActionPageView of(ActionPage page, Org owner, Campaign campaign, Org lead, Optional<Viewer> viewer) {
        return of(page, owner, campaign, lead, viewer, null);
    }

    /** As the viewer may see it. */
    static ActionPageView of(PageNews news, Optional<Viewer> viewer) {
        return of(news.page(), news.org(), news.campaign(), news.lead(), viewer, news.cursor());
    }

    private static ActionPageView of(ActionPage page, Org owner, Campaign campaign, Org lead, Optional<Viewer> viewer,
            @Nullable Cursor cursor) {
        Public shown = new Public(page, OrgView.of(owner, viewer), CampaignView.of(campaign, lead, viewer), cursor);
        return Viewer.isInsider(viewer, owner.id, lead.id) ? new Private(page, shown) : shown;
    }

    /** What everybody may see. */
    @Type("PublicActionPage")
    class Public implements ActionPageView {

        private final ActionPage page;
        private final OrgView owner;
        private final CampaignView within;
        private final @Nullable Cursor told;

        Public(ActionPage page, OrgView owner, CampaignView within, @Nullable Cursor cursor) {
            this.page = page;
            this.owner = owner;
            this.within = within;
            this.told = cursor;
        }

        @Override
        public int getId() {
            return page.id.intValue();
        }

        @Override
        @NonNull
        public String getName() {
            return page.name;
        }

        @Override
        @NonNull
        public String getLocale() {
            return page.locale;
        }

        @Override
        public boolean isLive() {
            return page.live;
        }

        @Override
        public @Nullable String getThankYouTemplate() {
            return page.thankYouTemplate;
        }

        @Override
        public @Nullable String getThankYouTemplateRef() {
            return null;
        }

        @Override
        @NonNull
        public Json getConfig() {
            return Json.of(page.config);
        }

        @Override
        @NonNull
        public List<@NonNull String> getJourney() {
            return page.config.getValue("journey") instanceof JsonArray steps
                    ? steps.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                    : List.of();
        }

        @Override
        @NonNull
        public OrgView getOrg() {
            return owner;
        }

        @Override
        @NonNull
        public CampaignView getCampaign() {
            return within;
        }

        @Override
        public @Nullable String getCursor() {
            return told == null ? null : told.toString();
        }
    }

    /**
     * What the people of its org and of the campaign's lead see. Delegates what both sides show: of a
     * common superclass the framework would make a type of the schema.
     */
    @Type("PrivateActionPage")
    class Private implements ActionPageView {

        private final ActionPage page;
        private final Public shown;

        Private(ActionPage page, Public shown) {
            this.page = page;
            this.shown = shown;
        }

        @Override
        public int getId() {
            return shown.getId();
        }

        @Override
        @NonNull
        public String getName() {
            return shown.getName();
        }

        @Override
        @NonNull
        public String getLocale() {
            return shown.getLocale();
        }

        @Override
        public boolean isLive() {
            return shown.isLive();
        }

        @Override
        public @Nullable String getThankYouTemplate() {
            return shown.getThankYouTemplate();
        }

        @Override
        public @Nullable String getThankYouTemplateRef() {
            return shown.getThankYouTemplateRef();
        }

        @Override
        @NonNull
        public Json getConfig() {
            return shown.getConfig();
        }

        @Override
        @NonNull
        public List<@NonNull String> getJourney() {
            return shown.getJourney();
        }

        @Override
        @NonNull
        public OrgView getOrg() {
            return shown.getOrg();
        }

        @Override
        @NonNull
        public CampaignView getCampaign() {
            return shown.getCampaign();
        }

        @Override
        public @Nullable String getCursor() {
            return shown.getCursor();
        }

        public boolean isDelivery() {
            return page.delivery;
        }

        public int getExtraSupporters() {
            return page.extraSupporters;
        }

        public @Nullable String getSupporterConfirmTemplate() {
            return page.supporterConfirmTemplate;
        }

        /** For who has acted on the page before. */
        public @Nullable String getDuplicateTemplate() {
            return page.duplicateTemplate;
        }
    }
}
