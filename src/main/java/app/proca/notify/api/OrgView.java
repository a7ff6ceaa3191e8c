package app.proca.notify.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.graphql.Interface;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.user.Viewer;

/** An org, as much of it as the viewer may see. */
@Interface("Org")
public interface OrgView {

    @NonNull
    String getName();

    @NonNull
    String getTitle();

    @NonNull
    Json getConfig();

    /** As the viewer may see it. */
    static OrgView of(Org org, Optional<Viewer> viewer) {
        return Viewer.isInsider(viewer, org.id) ? new Private(org) : new Public(org);
    }

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

        /** What supporters are asked for, and how it is kept. */
        @NonNull
        public PersonalData getPersonalData() {
            return new PersonalData(org);
        }

        Org entity() {
            return org;
        }
    }

    /** What the org asks of supporters, and how it treats it. */
    @Type("PersonalData")
    class PersonalData {

        private final Org org;

        PersonalData(Org org) {
            this.org = org;
        }

        @NonNull
        public ContactSchema getContactSchema() {
            return org.contactSchema;
        }

        public boolean isSupporterConfirm() {
            return org.supporterConfirm;
        }

        public @Nullable String getSupporterConfirmTemplate() {
            return org.supporterConfirmTemplate;
        }

        public boolean isHighSecurity() {
            return org.highSecurity;
        }

        public boolean isDoiThankYou() {
            return org.doiThankYou;
        }

        public @Nullable Boolean getSenderRewrite() {
            return org.senderRewrite;
        }

        public @Nullable Boolean getReplyEnabled() {
            return org.replyEnabled;
        }
    }

    /** How the org's messages are processed. */
    @Type("Processing")
    class Processing {

        private final Org org;
        private final Map<Long, Service> backends;
        private final List<String> templates;

        Processing(Org org, Map<Long, Service> backends, List<String> templates) {
            this.org = org;
            this.backends = backends;
            this.templates = templates;
        }

        public @Nullable ServiceName getEmailBackend() {
            return kind(org.emailBackendId);
        }

        public @Nullable ServiceName getTransactionalEmailBackend() {
            return kind(org.transactionalEmailBackendId);
        }

        public @Nullable ServiceName getEventBackend() {
            return kind(org.eventBackendId);
        }

        public @Nullable ServiceName getPushBackend() {
            return kind(org.pushBackendId);
        }

        public @Nullable ServiceName getStorageBackend() {
            return kind(org.storageBackendId);
        }

        public @Nullable ServiceName getDetailBackend() {
            return kind(org.detailBackendId);
        }

        /** The org's templates: {@code name@locale}. */
        public List<@NonNull String> getEmailTemplates() {
            return templates;
        }

        /** A service of another org can only be the instance's. */
        private @Nullable ServiceName kind(@Nullable Long backend) {
            Service service = backend == null ? null : backends.get(backend);
            return service == null ? null : service.orgId.equals(org.id) ? service.name : ServiceName.SYSTEM;
        }

        public @Nullable String getEmailFrom() {
            return org.emailFrom;
        }

        public boolean isSupporterConfirm() {
            return org.supporterConfirm;
        }

        public @Nullable String getSupporterConfirmTemplate() {
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
