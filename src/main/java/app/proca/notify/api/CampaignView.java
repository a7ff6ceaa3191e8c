package app.proca.notify.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.graphql.Interface;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.Json;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.Org;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;

/** A campaign with its lead org, as much of it as the viewer may see. */
@Interface("Campaign")
public interface CampaignView {

    int getId();

    @NonNull
    String getName();

    @NonNull
    String getTitle();

    @Nullable
    Integer getExternalId();

    @NonNull
    CampaignStatus getStatus();

    @NonNull
    ContactSchema getContactSchema();

    @NonNull
    Json getConfig();

    /** The first day. */
    @Nullable
    LocalDate getStart();

    /** The last day. */
    @Nullable
    LocalDate getEnd();

    /** What it has otherwise than its org. */
    @Nullable
    CampaignProcessingView getCampaignProcessing();

    @NonNull
    OrgView getOrg();

    /** As the viewer may see it. */
    static CampaignView of(Campaign campaign, Org lead, Optional<Viewer> viewer) {
        return Viewer.isInsider(viewer, lead.id) ? new Private(campaign, lead, viewer) : new Public(campaign, lead, viewer);
    }

    /** What everybody may see. */
    @Type("PublicCampaign")
    class Public implements CampaignView {

        private final Campaign campaign;
        private final Org lead;
        private final Optional<Viewer> viewer;

        Public(Campaign campaign, Org lead, Optional<Viewer> viewer) {
            this.campaign = campaign;
            this.lead = lead;
            this.viewer = viewer;
        }

        @Override
        public int getId() {
            return campaign.id.intValue();
        }

        @Override
        @NonNull
        public String getName() {
            return campaign.name;
        }

        @Override
        @NonNull
        public String getTitle() {
            return campaign.title;
        }

        @Override
        public @Nullable Integer getExternalId() {
            return campaign.externalId;
        }

        @Override
        @NonNull
        public CampaignStatus getStatus() {
            return campaign.status;
        }

        @Override
        @NonNull
        public ContactSchema getContactSchema() {
            return campaign.contactSchema;
        }

        @Override
        @NonNull
        public Json getConfig() {
            return Json.of(campaign.config);
        }

        @Override
        public @Nullable LocalDate getStart() {
            return campaign.startDate;
        }

        @Override
        public @Nullable LocalDate getEnd() {
            return campaign.endDate;
        }

        @Override
        public @Nullable CampaignProcessingView getCampaignProcessing() {
            return new CampaignProcessingView(campaign);
        }

        @Override
        @NonNull
        public OrgView getOrg() {
            return OrgView.of(lead, viewer);
        }
    }

    /**
     * What the lead's own people see. Delegates what both sides show: of a
     * common superclass the framework would make a type of the schema.
     */
    @Type("PrivateCampaign")
    class Private implements CampaignView {

        private final Public shown;
        private final Campaign campaign;
        private final boolean setBy;

        Private(Campaign campaign, Org lead, Optional<Viewer> viewer) {
            this.shown = new Public(campaign, lead, viewer);
            this.campaign = campaign;
            this.setBy = viewer.filter(known -> known.may(lead.id, Permission.CHANGE_CAMPAIGN_SETTINGS)).isPresent();
        }

        /** Whether the viewer sees the addresses of its targets: who may change them does. */
        boolean showsAddresses() {
            return setBy;
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
        public String getTitle() {
            return shown.getTitle();
        }

        @Override
        public @Nullable Integer getExternalId() {
            return shown.getExternalId();
        }

        @Override
        @NonNull
        public CampaignStatus getStatus() {
            return shown.getStatus();
        }

        @Override
        @NonNull
        public ContactSchema getContactSchema() {
            return shown.getContactSchema();
        }

        @Override
        @NonNull
        public Json getConfig() {
            return shown.getConfig();
        }

        @Override
        public @Nullable LocalDate getStart() {
            return shown.getStart();
        }

        @Override
        public @Nullable LocalDate getEnd() {
            return shown.getEnd();
        }

        @Override
        public @Nullable CampaignProcessingView getCampaignProcessing() {
            return shown.getCampaignProcessing();
        }

        @Override
        @NonNull
        public OrgView getOrg() {
            return shown.getOrg();
        }

        public boolean isForceDelivery() {
            return campaign.forceDelivery;
        }

        @NonNull
        public List<@NonNull String> getPublicActions() {
            return campaign.publicActions;
        }

        @NonNull
        public List<@NonNull String> getTransientActions() {
            return campaign.transientActions;
        }

        /** Null: as the org has it. */
        public @Nullable Boolean getSupporterConfirm() {
            return campaign.supporterConfirm;
        }

        public @Nullable String getSupporterConfirmTemplate() {
            return campaign.supporterConfirmTemplate;
        }

        /** Null: as the org has it. */
        public @Nullable Boolean getActionConfirm() {
            return campaign.actionConfirm;
        }
    }
}
