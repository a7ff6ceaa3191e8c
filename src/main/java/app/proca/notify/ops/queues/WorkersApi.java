package app.proca.notify.ops.queues;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.Operations;
import app.proca.notify.api.Status;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.ops.desk.Audit;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.org.Service;
import app.proca.notify.queue.reconcile.Pipes;
import app.proca.notify.queue.work.Step;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/**
 * The queue workers of an org one by one, for its owners and for who runs the instance. A worker is named by its work
 * ({@code webhook}, {@code sqs}, {@code email.supporter}) or by a service that it works for; services that share a queue share
 * its worker. Proca has none of this.
 */
@GraphQLApi
@ApplicationScoped
public class WorkersApi {

    private record Told(Org org, List<Service> services) {}

    private record Chosen(Org org, String work) {}

    private final CurrentViewer current;
    private final Orgs orgs;
    private final WorkerDesk desk;
    private final Pipes pipes;
    private final Audit audit;

    WorkersApi(CurrentViewer current, Orgs orgs, WorkerDesk desk, Pipes pipes, Audit audit) {
        this.current = current;
        this.orgs = orgs;
        this.desk = desk;
        this.pipes = pipes;
        this.audit = audit;
    }

    /** What of the service works through the org's queues. */
    @Query
    public Uni<@NonNull List<@NonNull OrgWorkerView>> orgWorkers(@NonNull String orgName) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSession(() -> org(viewer, orgName)
                .chain(org -> WorkerDesk.services(org).map(services -> new Told(org, services))))
                .chain(told -> desk.workers(told.org(), told.services()))
                .map(standings -> standings.stream().map(OrgWorkerView::new).toList());
    }

    /**
     * One of the org's workers takes no more messages, on all instances, until somebody resumes it: they wait in its queue. What
     * it holds it finishes, or gives back.
     */
    @Mutation
    public Uni<@NonNull Status> pauseWorker(@NonNull String orgName, @Nullable String worker, @Nullable Integer serviceId) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> chosen(viewer, orgName, worker, serviceId)
                .chain(chosen -> pipes.pause(chosen.org(), chosen.work(), Viewer.signedIn(viewer).userId())
                        .call(done -> noteIf(done, viewer, "pause", chosen)))
                .map(WorkersApi::status));
    }

    /** The worker takes messages again, where the org's workers are not all stopped. */
    @Mutation
    public Uni<@NonNull Status> resumeWorker(@NonNull String orgName, @Nullable String worker, @Nullable Integer serviceId) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> chosen(viewer, orgName, worker, serviceId)
                .chain(chosen -> pipes.resume(chosen.org(), chosen.work(), Viewer.signedIn(viewer).userId())
                        .call(done -> noteIf(done, viewer, "resume", chosen)))
                .map(WorkersApi::status));
    }

    /**
     * A paused worker takes exactly one message, on the instance that is asked, does what it always does, and tells what came of
     * it. Where the other side is away, the message goes back to its queue at once.
     */
    @Mutation
    public Uni<@NonNull WorkerStep> stepWorker(@NonNull String orgName, @Nullable String worker, @Nullable Integer serviceId) {
        Optional<Viewer> viewer = current.get();
        long began = System.nanoTime();
        return Operations.inTransaction(() -> chosen(viewer, orgName, worker, serviceId)
                .call(chosen -> desk.mayStep(chosen.org(), chosen.work()))
                .call(chosen -> noteIf(true, viewer, "step", chosen)))
                .chain(chosen -> desk.step(chosen.org(), chosen.work()))
                .map(step -> new WorkerStep(step, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    }

    /** What changes nothing is not written down. */
    private Uni<Void> noteIf(boolean done, Optional<Viewer> viewer, String operation, Chosen chosen) {
        return done ? audit.note(Viewer.signedIn(viewer), chosen.org().id, operation, Map.of("worker", chosen.work()))
                : Uni.createFrom().voidItem();
    }

    private Uni<Chosen> chosen(Optional<Viewer> viewer, String orgName, @Nullable String worker, @Nullable Integer serviceId) {
        return org(viewer, orgName)
                .chain(org -> desk.work(org, worker, serviceId).map(work -> new Chosen(org, work)));
    }

    private Uni<Org> org(Optional<Viewer> viewer, String orgName) {
        return orgs.byName(orgName).invoke(org -> Viewer.allowed(viewer, org.id, Permission.ORG_OWNER));
    }

    private static Status status(boolean done) {
        return done ? Status.SUCCESS : Status.NOOP;
    }

    /** What came of one message. */
    @Type("WorkerStep")
    public static class WorkerStep {

        private final @Nullable Step step;
        private final long tookMs;

        WorkerStep(Optional<Step> step, long tookMs) {
            this.step = step.orElse(null);
            this.tookMs = tookMs;
        }

        /** What the worker made of it. */
        @NonNull
        public StepOutcome getOutcome() {
            return step == null ? StepOutcome.NOTHING : StepOutcome.of(step.outcome());
        }

        /** Why it was not done, in the worker's words. */
        public @Nullable String getReason() {
            return step == null ? null : step.outcome().reason();
        }

        /** Where the message is now, a sentence. */
        public @Nullable String getBecame() {
            if (step == null) {
                return null;
            }
            return switch (step.verdict()) {
                case RETURNED -> "It is back in its queue.";
                case REJECTED -> "It comes back to its queue after the retry delay.";
                case TAKEN -> taken(StepOutcome.of(step.outcome()));
            };
        }

        public @Nullable String getMessageId() {
            return step == null ? null : step.messageId();
        }

        /** Milliseconds from the question to the answer. */
        public int getTookMs() {
            return (int) tookMs;
        }

        private static String taken(StepOutcome outcome) {
            return switch (outcome) {
                case DONE -> "It is out of its queue, done.";
                case WITHHELD -> "It is out of its queue, and nothing was sent.";
                default -> "It is out of its queue, and parked.";
            };
        }
    }
}
