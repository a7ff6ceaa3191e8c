package app.proca.notify.api;

import java.util.List;

import org.eclipse.microprofile.graphql.Interface;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;
import app.proca.notify.mtt.AddressedTarget;
import app.proca.notify.mtt.Target;
import app.proca.notify.mtt.TargetEmail;
import app.proca.notify.supporter.EmailStatus;

/** Somebody whom supporters of a campaign write to. */
@Interface("Target")
public interface TargetView {

    @NonNull
    String getId();

    /** Given by whoever keeps the list. */
    @NonNull
    String getExternalId();

    @NonNull
    String getName();

    /** Where they are elected. */
    @Nullable
    String getArea();

    /** Which language they read. */
    @Nullable
    String getLocale();

    @Nullable
    Json getFields();

    /** What everybody may see. */
    @Type("PublicTarget")
    class Public implements TargetView {

        private final Target target;

        Public(Target target) {
            this.target = target;
        }

        @Override
        @NonNull
        public String getId() {
            return target.id.toString();
        }

        @Override
        @NonNull
        public String getExternalId() {
            return target.externalId;
        }

        @Override
        @NonNull
        public String getName() {
            return target.name == null ? "" : target.name;
        }

        @Override
        public @Nullable String getArea() {
            return target.area;
        }

        @Override
        public @Nullable String getLocale() {
            return target.locale;
        }

        @Override
        public @Nullable Json getFields() {
            return Json.of(target.fields);
        }
    }

    /**
     * What those see who may change it. Delegates what both sides show: of a common superclass the framework would make a type
     * of the schema.
     */
    @Type("PrivateTarget")
    class Private implements TargetView {

        private final Public shown;
        private final List<TargetEmail> addresses;

        Private(AddressedTarget target) {
            this.shown = new Public(target.target());
            this.addresses = target.emails();
        }

        @Override
        @NonNull
        public String getId() {
            return shown.getId();
        }

        @Override
        @NonNull
        public String getExternalId() {
            return shown.getExternalId();
        }

        @Override
        @NonNull
        public String getName() {
            return shown.getName();
        }

        @Override
        public @Nullable String getArea() {
            return shown.getArea();
        }

        @Override
        public @Nullable String getLocale() {
            return shown.getLocale();
        }

        @Override
        public @Nullable Json getFields() {
            return shown.getFields();
        }

        @NonNull
        public List<Email> getEmails() {
            return addresses.stream().map(Email::new).toList();
        }
    }

    /** An address of a target, and what is known of it. */
    @Type("TargetEmail")
    class Email {

        private final TargetEmail address;

        Email(TargetEmail address) {
            this.address = address;
        }

        @NonNull
        public String getEmail() {
            return address.email == null ? "" : address.email;
        }

        @NonNull
        public EmailStatus getEmailStatus() {
            return address.emailStatus;
        }

        /** What a mail server said when it gave a mail back. */
        public @Nullable String getError() {
            return address.error;
        }
    }
}
