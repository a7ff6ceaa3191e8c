package app.proca.notify.ops.desk;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Beginning;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.common.ClientFault;
import app.proca.notify.database.Violation;
import app.proca.notify.ops.desk.DeskViews.AuditView;
import app.proca.notify.ops.desk.DeskViews.ChangeView;
import app.proca.notify.ops.desk.DeskViews.NotificationView;
import app.proca.notify.ops.desk.DeskViews.ReplayView;
import app.proca.notify.org.Orgs;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The operator's desk: what has to be told, what failed and why, and delivering it once more. An org's owners see theirs,
 * instance owners everybody's.
 */
@GraphQLApi
@ApplicationScoped
public class DeskApi {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final CurrentViewer current;
    private final Beginning beginning;
    private final Orgs orgs;
    private final Desk desk;
    private final Audit audit;
    private final DeskNews news;
    private final Clock clock;

    DeskApi(CurrentViewer current, Beginning beginning, Orgs orgs, Desk desk, Audit audit, DeskNews news, Clock clock) {
        this.current = current;
        this.beginning = beginning;
        this.orgs = orgs;
        this.desk = desk;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /** What has to be told, or was told lately, and what queue workers gave up: the newest first. */
    @Query
    public Uni<@NonNull List<@NonNull NotificationView>> notifications(String orgName, SelectNotifications select,
            Integer limit, String after) {
        Optional<Viewer> viewer = current.get();
        return at(orgName, viewer, org -> {
            Position from = after == null ? Position.START : Position.parse(after);
            return desk.list(selection(select, org), from, limited(limit))
                    .map(found -> NotificationView.of(found, from, viewer));
        });
    }

    /** One of them, with its whole body. */
    @Query
    public Uni<@NonNull NotificationView> notification(String orgName, @Id @NonNull String id) {
        Optional<Viewer> viewer = current.get();
        return at(orgName, viewer, org -> desk.find(NotificationId.parse(id), org)
                .map(found -> NotificationView.of(
                        found.orElseThrow(() -> ClientFault.notFound("There is no notification " + id)), Position.START,
                        viewer)));
    }

    /** How many match, up to 100000. */
    @Query
    public Uni<@NonNull Integer> countNotifications(String orgName, SelectNotifications select) {
        return at(orgName, current.get(), org -> desk.count(selection(select, org)));
    }

    /** What operators did at the desk, the newest first. */
    @Query
    public Uni<@NonNull List<@NonNull AuditView>> deskAudit(String orgName, Integer limit, @Id String after) {
        return at(orgName, current.get(), org -> audit.read(org, after == null ? Long.MAX_VALUE : number(after), limited(limit))
                .map(entries -> entries.stream().map(AuditView::new).toList()));
    }

    /**
     * Delivers once more, with the same message ids, in the order in which they were told; only where as many match as the
     * caller counted.
     */
    @Mutation
    public Uni<@NonNull ReplayView> replayNotifications(String orgName, SelectNotifications select,
            String @Nullable [] ids, int count) {
        Optional<Viewer> viewer = current.get();
        return at(orgName, viewer, org -> {
            if ((select == null) == (ids == null)) {
                throw ClientFault.badArgument("Name either ids or a selection");
            }
            Viewer operator = Viewer.signedIn(viewer);
            return (ids == null ? desk.replay(operator, selection(select, org), count)
                    : desk.replay(operator, Stream.of(ids).map(NotificationId::parse).toList(), org, count))
                    .map(ReplayView::new);
        });
    }

    /** That notifications came, went or failed, on any instance: at most twice a second per org and instance. */
    @Subscription
    public Multi<@NonNull ChangeView> notificationChanged(String orgName) {
        Supplier<Optional<Viewer>> viewer = current.following();
        return beginning.after(at(orgName, viewer.get(), org -> Uni.createFrom().item(Optional.ofNullable(org))),
                org -> news.of(org.orElse(null))
                        .invoke(movement -> allowed(viewer.get(), org.orElse(null)))
                        .onItem().transformToUniAndConcatenate(movement -> news.nameOf(movement.orgId())
                                .map(name -> new ChangeView(movement, name, clock.instant()))));
    }

    private <T> Uni<T> at(@Nullable String orgName, Optional<Viewer> viewer, Function<@Nullable Long, Uni<T>> work) {
        return orgId(orgName, viewer).chain(org -> work.apply(org.orElse(null))).onFailure().transform(Violation::explain);
    }

    private Uni<Optional<Long>> orgId(@Nullable String orgName, Optional<Viewer> viewer) {
        if (orgName == null) {
            return Uni.createFrom().item(() -> {
                allowed(viewer, null);
                return Optional.empty();
            });
        }
        return Panache.withSession(() -> orgs.byName(orgName))
                .invoke(org -> allowed(viewer, org.id))
                .map(org -> Optional.of(org.id));
    }

    private static void allowed(Optional<Viewer> viewer, @Nullable Long orgId) {
        if (orgId == null) {
            Viewer.allowed(viewer, Permission.INSTANCE_OWNER);
        } else {
            Viewer.allowed(viewer, orgId, Permission.ORG_OWNER);
        }
    }

    private static int limited(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw ClientFault.badArgument("limit is 1 to " + MOST);
        }
        return limit == null ? USUAL : limit;
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notOurs) {
            throw ClientFault.badArgument("after is not the id of an entry of the audit");
        }
    }

    private static Selection selection(@Nullable SelectNotifications select, @Nullable Long org) {
        return select == null ? Selection.of(org) : select.of(org);
    }

    /** All that is given has to fit. */
    @Input("SelectNotifications")
    public static class SelectNotifications {
        public @Nullable Integer campaignId;
        public @Nullable Integer actionPageId;
        /** What happened: {@code campaign_updated}, {@code deliver}, … */
        public @Nullable String kind;
        public @Nullable List<@NonNull NotificationState> states;
        public @Nullable NotificationChannel channel;
        /** What this queue's worker gave up, or what goes back there. */
        public @Nullable String queue;
        /** {@code campaign:5}, {@code supporter:17}. */
        public @Nullable String subject;
        /** When it was made, inclusive. */
        public @Nullable DateTime from;
        /** Exclusive. */
        public @Nullable DateTime to;

        Selection of(@Nullable Long org) {
            Set<NotificationState> chosen = EnumSet.noneOf(NotificationState.class);
            if (states != null) {
                chosen.addAll(states);
            }
            return new Selection(org, campaignId, actionPageId, kind, chosen, channel, queue, subject,
                    from == null ? null : from.time(), to == null ? null : to.time());
        }
    }
}
