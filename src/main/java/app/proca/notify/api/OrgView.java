package app.proca.notify.api;

import org.eclipse.microprofile.graphql.Interface;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.common.Json;
import app.proca.notify.org.Org;

/** An org, as much of it as the viewer may see. */
@Interface("Org")
public interface OrgView {

    @NonNull
    String getName();

    @NonNull
    String getTitle();

    @NonNull
    Json getConfig();

    /** What everybody may see. */
    @Type("PublicOrg")
    class Public implements OrgView {

        private final Org org;

        Public(Org org) {
            this.org = org;
        }

        @Override
        @NonNull
        public String getName() {
            return org.name;
        }

        @Override
        @NonNull
        public String getTitle() {
            return org.title;
        }

        @Override
        @NonNull
        public Json getConfig() {
            return Json.of(org.config);
        }
    }

    /** What the org's own people see. */
    @Type("PrivateOrg")
    class Private implements OrgView {

        private final Org org;

        Private(Org org) {
            this.org = org;
        }

        public int getId() {
            return org.id.intValue();
        }

        @Override
        @NonNull
        public String getName() {
            return org.name;
        }

        @Override
        @NonNull
        public String getTitle() {
            return org.title;
        }

        @Override
        @NonNull
        public Json getConfig() {
            return Json.of(org.config);
        }

        @NonNull
        public Processing getProcessing() {
            return new Processing(org);
        }
    }

    /** How the org's messages are processed. */
    @Type("Processing")
    class Processing {

        private final Org org;

        Processing(Org org) {
            this.org = org;
        }

        public String getEmailFrom() {
            return org.emailFrom;
        }

        public boolean isSupporterConfirm() {
            return org.supporterConfirm;
        }

        public String getSupporterConfirmTemplate() {
            return org.supporterConfirmTemplate;
        }

        public boolean isDoiThankYou() {
            return org.doiThankYou;
        }

        public boolean isCustomSupporterConfirm() {
            return org.customSupporterConfirm;
        }

        public boolean isCustomActionConfirm() {
            return org.customActionConfirm;
        }

        public boolean isCustomActionDeliver() {
            return org.customActionDeliver;
        }

        public boolean isCustomEventDeliver() {
            return org.customEventDeliver;
        }
    }
}
