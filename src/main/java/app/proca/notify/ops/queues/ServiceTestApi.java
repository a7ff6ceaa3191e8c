package app.proca.notify.ops.queues;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.Operations;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.common.ClientFault;
import app.proca.notify.ops.desk.Audit;
import app.proca.notify.org.Org;
import app.proca.notify.org.Orgs;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.queue.work.Trial;
import app.proca.notify.queue.work.Trial.Sample;
import app.proca.notify.queue.work.Trial.Tried;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;

/** Tests of an org's services, for its owners and for who runs the instance. Proca has none of this. */
@GraphQLApi
@ApplicationScoped
public class ServiceTestApi {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    /** @param serviceId null for what the org's mails go through, whosever it is */
    private record Chosen(Org org, ServiceName kind, @Nullable Long serviceId) {

        Map<String, Object> told() {
            Map<String, Object> told = new LinkedHashMap<>(Map.of("service", kind.name()));
            if (serviceId != null) {
                told.put("serviceId", serviceId);
            }
            return told;
        }
    }

    private final CurrentViewer current;
    private final Orgs orgs;
    private final Clock clock;
    private final Audit audit;
    private final Map<ServiceName, Trial> trials = new HashMap<>();
    private final OneAtATime running = new OneAtATime();

    ServiceTestApi(CurrentViewer current, Orgs orgs, Clock clock, Audit audit, @All List<Trial> trials) {
        this.current = current;
        this.orgs = orgs;
        this.clock = clock;
        this.audit = audit;
        trials.forEach(trial -> trial.kinds().forEach(kind -> this.trials.put(kind, trial)));
    }

    /**
     * Sends a sample through one of the org's services, and shows the answer: a signed event {@code service_test} to a webhook, also
     * to a disabled one, the same to a queue of SQS, a mail to the caller's own address. The service is named by its id, or by
     * its kind where the org has one of that kind; {@code SYSTEM} is what the org's mails go through. One runs at a time for
     * each org.
     */
    @Mutation
    public Uni<@NonNull ServiceTest> testService(@NonNull String orgName, @Nullable Integer id, @Nullable ServiceName name) {
        Optional<Viewer> viewer = current.get();
        return Operations.inTransaction(() -> orgs.byName(orgName)
                .invoke(org -> Viewer.allowed(viewer, org.id, Permission.ORG_OWNER))
                .chain(org -> chosen(org, id, name))
                .invoke(this::requireTrial)
                .call(chosen -> audit.note(Viewer.signedIn(viewer), chosen.org().id, "test", chosen.told())))
                .chain(chosen -> running.run(chosen.org().id, () -> run(chosen, Viewer.signedIn(viewer))));
    }

    private static Uni<Chosen> chosen(Org org, @Nullable Integer id, @Nullable ServiceName name) {
        if ((id == null) == (name == null)) {
            throw ClientFault.badArgument("Name a service by its id or by its kind, one of them");
        }
        return name == ServiceName.SYSTEM ? Uni.createFrom().item(new Chosen(org, name, null))
                : WorkerDesk.services(org).map(services -> chosen(org, services.stream()
                        .filter(service -> id != null ? service.id == id.longValue() : service.name == name).toList()));
    }

    private static Chosen chosen(Org org, List<Service> fitting) {
        if (fitting.isEmpty()) {
            throw ClientFault.notFound();
        }
        if (fitting.size() > 1) {
            throw ClientFault.badArgument("The org has several services of that kind, name one by its id: "
                    + String.join(", ", fitting.stream().map(service -> service.id.toString()).toList()));
        }
        return new Chosen(org, fitting.get(0).name, fitting.get(0).id);
    }

    private void requireTrial(Chosen chosen) {
        if (!trials.containsKey(chosen.kind())) {
            throw ClientFault.badArgument("A service of the kind " + chosen.kind() + " cannot be tried");
        }
    }

    private Uni<ServiceTest> run(Chosen chosen, Viewer viewer) {
        long began = System.nanoTime();
        Sample sample = new Sample(UUID.randomUUID().toString(), clock.instant(), chosen.org().id, chosen.org().name,
                chosen.serviceId(), viewer.email());
        return Objects.requireNonNull(trials.get(chosen.kind())).run(sample)
                .ifNoItem().after(LIMIT)
                .recoverWithItem(() -> new Tried("", null, null, "no outcome within " + LIMIT.toSeconds() + " s"))
                .map(tried -> new ServiceTest(chosen.kind(), chosen.serviceId(), tried,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    }

    /** What came of a test. */
    @Type("ServiceTest")
    public static class ServiceTest {

        private final ServiceName kind;
        private final @Nullable Long serviceId;
        private final Tried tried;
        private final long tookMs;

        ServiceTest(ServiceName kind, @Nullable Long serviceId, Tried tried, long tookMs) {
            this.kind = kind;
            this.serviceId = serviceId;
            this.tried = tried;
            this.tookMs = tookMs;
        }

        /** Nothing for {@code SYSTEM}. */
        public @Nullable Integer getServiceId() {
            return serviceId == null ? null : Math.toIntExact(serviceId);
        }

        @NonNull
        public ServiceName getName() {
            return kind;
        }

        /** Whether the other side took the sample. */
        public boolean isAccepted() {
            return tried.error() == null;
        }

        /** Of HTTP, where there was an answer. */
        public @Nullable Integer getStatus() {
            return tried.status();
        }

        /** What the answer's body begins with, up to 1,000 bytes. */
        public @Nullable String getAnswer() {
            return tried.answer();
        }

        /** Why the sample was not taken, in the worker's words. */
        public @Nullable String getError() {
            return tried.error();
        }

        /** A host, a queue of SQS, or the caller's own address. */
        @NonNull
        public String getSentTo() {
            return tried.sentTo();
        }

        public int getTookMs() {
            return (int) tookMs;
        }
    }
}
