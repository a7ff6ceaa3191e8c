package app.proca.notify.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.org.Orgs;
import app.proca.notify.processing.Queue;
import app.proca.notify.processing.Requeue;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Actions that an org's consumers want once more. */
@GraphQLApi
@ApplicationScoped
public class RequeueApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Requeue requeue;

    RequeueApi(CurrentViewer current, Orgs orgs, Requeue requeue) {
        this.current = current;
        this.orgs = orgs;
        this.requeue = requeue;
    }

    /** Puts actions that the org holds contacts for into that queue of its own, and no other. */
    @Mutation
    public Uni<@NonNull RequeueResult> requeueActions(@NonNull String orgName, int @Nullable [] ids,
            @NonNull Queue queue) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.EXPORT_CONTACTS)))
                .chain(org -> requeue.requeue(org, named(ids),
                        queue))
                .map(RequeueResult::new);
    }

    /** An array, because of a list of numbers that are there the framework makes a list that has to be there. */
    private static List<Long> named(int @Nullable [] ids) {
        return ids == null ? List.of() : IntStream.of(ids).asLongStream().boxed().toList();
    }

    /** How it went. */
    @Type("RequeueResult")
    public static class RequeueResult {

        private final Requeue.Result result;

        RequeueResult(Requeue.Result result) {
            this.result = result;
        }

        /** Of the actions that were named, those that can be put into a queue. */
        public int getCount() {
            return result.count();
        }

        /** Of those, the ones at another stage than the queue's, and the ones that the broker did not take. */
        public int getFailed() {
            return result.failed();
        }
    }
}
