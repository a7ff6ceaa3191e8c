package app.proca.notify.ops.queues;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.Operations;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.common.ClientFault;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.queue.broker.Looks.Peeked;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.TopologySettings;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** The queues of an org, for its owners and for who runs the instance. Proca has none of this. */
@GraphQLApi
@ApplicationScoped
public class QueuesApi {

    private static final int USUALLY_SHOWN = 10;
    private static final int MOST_SHOWN = 50;

    private final CurrentViewer current;
    private final Orgs orgs;
    private final QueueDesk desk;
    private final TopologySettings settings;
    private final Clock clock;

    QueuesApi(CurrentViewer current, Orgs orgs, QueueDesk desk, TopologySettings settings, Clock clock) {
        this.current = current;
        this.orgs = orgs;
        this.desk = desk;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The queues of an org: those that its settings fill, and of those that they do not the ones that still hold something. The
     * broker is asked each time.
     */
    @Query
    public Uni<@NonNull List<@NonNull OrgQueueView>> orgQueues(@NonNull String orgName) {
        Optional<Viewer> viewer = current.get();
        return org(viewer, orgName).chain(desk::queues).map(standings -> {
            Instant now = clock.instant();
            return standings.stream().map(standing -> new OrgQueueView(standing, now, settings)).toList();
        });
    }

    /**
     * The first messages of one of the org's queues, ten where no limit is given, fifty at most. They stay where they are and keep
     * their order; classic queues mark them as redelivered, quorum queues count it as a delivery. While they are read, which
     * takes a moment, no consumer gets them. Personal data is hidden but from those with {@code export_contacts}.
     */
    @Query
    public Uni<@NonNull List<@NonNull QueueMessageView>> queueMessages(@NonNull String orgName, @NonNull String queue,
            @Nullable Integer limit) {
        Optional<Viewer> viewer = current.get();
        return org(viewer, orgName).chain(org -> desk.messages(org, queue, most(limit))
                .map(messages -> shown(org, queue, messages, Objects.requireNonNull(viewer.orElse(null)))));
    }

    private static int most(@Nullable Integer limit) {
        int most = limit == null ? USUALLY_SHOWN : limit;
        if (most < 1 || most > MOST_SHOWN) {
            throw ClientFault.badArgument("limit must be from 1 to " + MOST_SHOWN);
        }
        return most;
    }

    private List<QueueMessageView> shown(Org org, String queue, List<Peeked> messages, Viewer viewer) {
        boolean masked = !viewer.may(org.id, Permission.EXPORT_CONTACTS);
        Duration retryDelay = queue.equals(QueueName.fail(org.id).value()) ? settings.retryDelay() : null;
        return IntStream.range(0, messages.size())
                .mapToObj(index -> new QueueMessageView(queue, index + 1, messages.get(index), masked, retryDelay)).toList();
    }

    private Uni<Org> org(Optional<Viewer> viewer, String orgName) {
        return Operations.inSession(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.ORG_OWNER)));
    }
}
