package app.proca.notify.api;

import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.queue.reconcile.Pipes;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** The queue workers of an org, for who runs the instance. Proca has these on its console only. */
@GraphQLApi
@ApplicationScoped
public class PipesApi {

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Pipes pipes;

    PipesApi(CurrentViewer current, Orgs orgs, Pipes pipes) {
        this.current = current;
        this.orgs = orgs;
        this.pipes = pipes;
    }

    /** Lets the org's queue workers run again, on all instances. */
    @Mutation
    public Uni<@NonNull Status> startOrgPipes(@NonNull String orgName) {
        return operate(orgName, pipes::start);
    }

    /** Stops the org's queue workers, on all instances and until somebody starts them: messages wait in their queues. */
    @Mutation
    public Uni<@NonNull Status> stopOrgPipes(@NonNull String orgName) {
        return operate(orgName, pipes::stop);
    }

    /** Lets the org's queue workers begin anew, on all instances, also where they were stopped. */
    @Mutation
    public Uni<@NonNull Status> restartOrgPipes(@NonNull String orgName) {
        return operate(orgName, pipes::restart);
    }

    private Uni<Status> operate(String orgName, Function<Org, Uni<Boolean>> operation) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> {
            Viewer.allowed(viewer, Permission.INSTANCE_OWNER);
            return orgs.byName(orgName)
                    .chain(operation::apply)
                    .map(done -> done ? Status.SUCCESS : Status.NOOP);
        });
    }
}
