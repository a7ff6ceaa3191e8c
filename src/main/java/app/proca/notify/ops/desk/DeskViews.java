package app.proca.notify.ops.desk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.message.Masked;
import app.proca.notify.outbox.Movement;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;

/** The desk's types in the API. */
public final class DeskViews {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"']+@[^\\s<>\"']+");

    private DeskViews() {}

    /** What has to be told, was told lately, or was given up. */
    @Type("Notification")
    public static final class NotificationView {

        private final DeskNotification shown;
        private final Position position;
        private final boolean masked;

        private NotificationView(DeskNotification shown, Position position, boolean masked) {
            this.shown = shown;
            this.position = position;
            this.masked = masked;
        }

        static NotificationView of(DeskNotification shown, Position before, Optional<Viewer> viewer) {
            return new NotificationView(shown, before.after(shown),
                    viewer.filter(known -> known.may(shown.orgId(), Permission.EXPORT_CONTACTS)).isEmpty());
        }

        static List<NotificationView> of(List<DeskNotification> shown, Position before, Optional<Viewer> viewer) {
            List<NotificationView> views = new ArrayList<>();
            Position position = before;
            for (DeskNotification one : shown) {
                NotificationView view = of(one, position, viewer);
                position = view.position;
                views.add(view);
            }
            return views;
        }

        @Id
        @NonNull
        public String getId() {
            return shown.id().toString();
        }

        /** For {@code after}. */
        @NonNull
        public String getCursor() {
            return position.toString();
        }

        /** Stable over redeliveries; null where a sender gave none. */
        public @Nullable String getMessageId() {
            return shown.messageId();
        }

        /** Its name; empty where the org is gone. */
        @NonNull
        public String getOrg() {
            return shown.org();
        }

        public int getOrgId() {
            return Math.toIntExact(shown.orgId());
        }

        @NonNull
        public NotificationChannel getChannel() {
            return shown.channel();
        }

        /** Whose worker gave it up, or where it goes back to. */
        public @Nullable String getQueue() {
            return shown.queue();
        }

        /** The exchange, or what else the channel delivers to. */
        public @Nullable String getAddress() {
            return shown.address();
        }

        public @Nullable String getRoutingKey() {
            return shown.routingKey();
        }

        public @Nullable String getSubject() {
            return shown.subject();
        }

        /** What happened; null where a sender gave no type. */
        public @Nullable String getKind() {
            return shown.kind();
        }

        @NonNull
        public NotificationState getState() {
            return shown.state();
        }

        /** Refusals so far. */
        public int getAttempts() {
            return shown.attempts();
        }

        /** When it was decided or, by a worker, given up. */
        @NonNull
        public DateTime getCreatedAt() {
            return time(shown.createdAt());
        }

        /** When it was delivered, or given up. */
        public @Nullable DateTime getSettledAt() {
            return DateTime.of(shown.settledAt());
        }

        /** Why it failed last, or had no reader. */
        public @Nullable String getReason() {
            return masked && shown.reason() != null ? ADDRESS.matcher(shown.reason()).replaceAll(Masked.MARK) : shown.reason();
        }

        /** When it is tried next, after a failure; null: as soon as possible. */
        public @Nullable DateTime getNextAttemptAt() {
            return DateTime.of(shown.nextAttemptAt());
        }

        /** Of the whole body: characters or, of what a worker gave up, bytes. */
        public int getSize() {
            return shown.size();
        }

        /** JSON; null in lists where it has more than 65536. */
        public @Nullable String getBody() {
            if (shown.body() == null) {
                return null;
            }
            return masked ? Masked.personalData(shown.body()) : Masked.secrets(shown.body());
        }

        /** Whether personal data is left out, which needs {@code export_contacts} to see. */
        public boolean isMasked() {
            return masked;
        }
    }

    /** What came of a replay. */
    @Type("NotificationReplay")
    public static final class ReplayView {

        private final Desk.Replayed replayed;

        ReplayView(Desk.Replayed replayed) {
            this.replayed = replayed;
        }

        /** How many are delivered once more. */
        public int getCount() {
            return replayed.count();
        }

        /** How many were left as they are: due anyway, or about supporters who were rejected meanwhile. */
        public int getWithheld() {
            return replayed.withheld();
        }

        @NonNull
        public AuditView getAudit() {
            return new AuditView(replayed.entry());
        }
    }

    /** Who did what at the desk. */
    @Type("DeskAuditEntry")
    public static final class AuditView {

        private final Audit.Entry entry;

        AuditView(Audit.Entry entry) {
            this.entry = entry;
        }

        @Id
        @NonNull
        public String getId() {
            return Long.toString(entry.id());
        }

        @NonNull
        public DateTime getAt() {
            return time(entry.at());
        }

        /** The e-mail of who did it. */
        @NonNull
        public String getBy() {
            return entry.by();
        }

        /** Null: all orgs. */
        public @Nullable String getOrg() {
            return entry.org();
        }

        /** {@code replay}; {@code pause}, {@code resume} and {@code step} of a worker; {@code test} of a service. */
        @NonNull
        public String getOperation() {
            return entry.operation();
        }

        /** JSON: the selection or the ids of a replay; the worker; the service. */
        @NonNull
        public String getWhat() {
            return entry.what();
        }

        /** How many notifications were replayed; one of everything else. */
        public int getCount() {
            return entry.count();
        }
    }

    /** What became of an org's notifications within a moment, on one instance. */
    @Type("NotificationChange")
    public static final class ChangeView {

        private final Movement movement;
        private final String org;
        private final Instant at;

        ChangeView(Movement movement, String org, Instant at) {
            this.movement = movement;
            this.org = org;
            this.at = at;
        }

        /** Its name; empty where the org is gone. */
        @NonNull
        public String getOrg() {
            return org;
        }

        public int getOrgId() {
            return Math.toIntExact(movement.orgId());
        }

        @NonNull
        public DateTime getAt() {
            return time(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        }

        public int getCreated() {
            return movement.created();
        }

        public int getDelivered() {
            return movement.delivered();
        }

        public int getUnrouted() {
            return movement.unrouted();
        }

        /** Refused, to be tried again. */
        public int getFailed() {
            return movement.failed();
        }

        public int getParked() {
            return movement.parked();
        }

        public int getReplayed() {
            return movement.replayed();
        }

        /** Of some that failed, are parked or unrouted. */
        @Id
        @NonNull
        public List<@NonNull String> getIds() {
            return movement.ids();
        }
    }

    private static DateTime time(LocalDateTime time) {
        return Objects.requireNonNull(DateTime.of(time));
    }
}
