package app.proca.notify.ops.queues;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;
import app.proca.notify.queue.work.Step;
import app.proca.notify.queue.work.Workers;
import io.smallrye.mutiny.Uni;

/** Shows an org's workers one by one, and lets a paused one take a step. */
@ApplicationScoped
class WorkerDesk {

    /** Workers have less time than that for what they usually do. */
    private static final Duration STEP_LIMIT = Duration.ofSeconds(50);

    private record Key(long orgId, String work) {}

    /**
     * One worker of an org.
     *
     * @param pause null where it is not paused
     * @param serviceIds of the services that it works for
     */
    record Standing(String work, QueueName queue, WorkerState state, Pauses.@Nullable Pause pause, List<Long> serviceIds) {}

    private final Workers workers;
    private final QueueDesk queues;
    private final Pauses pauses;
    private final OneAtATime steps = new OneAtATime();

    WorkerDesk(Workers workers, QueueDesk queues, Pauses pauses) {
        this.workers = workers;
        this.queues = queues;
        this.pauses = pauses;
    }

    /** The org's services, in the caller's session. */
    static Uni<List<Service>> services(Org org) {
        return Service.<Service>find("orgId = ?1 order by id", org.id).list();
    }

    /** The work that is meant by its name, or by a service that it is done for; exactly one of them is given. */
    Uni<String> work(Org org, @Nullable String worker, @Nullable Integer serviceId) {
        if ((worker == null) == (serviceId == null)) {
            throw ClientFault.badArgument("Name a worker or a service, one of them");
        }
        if (worker != null) {
            if (!workers.works().contains(worker)) {
                throw ClientFault.badArgument("The workers are " + String.join(", ", new TreeSet<>(workers.works())));
            }
            return Uni.createFrom().item(worker);
        }
        long id = Objects.requireNonNull(serviceId);
        return services(org).map(found -> found.stream().filter(service -> service.id == id).findFirst()
                .orElseThrow(() -> ClientFault.notFound()))
                .map(service -> workOf(org, service).orElseThrow(() -> ClientFault
                        .badArgument("No worker works for that service: it is no e-mail, push or event backend of the org")));
    }

    /** All that there could be, by name. */
    Uni<List<Standing>> workers(Org org, List<Service> services) {
        return queues.processing(org).chain(found -> pauses.of(org.id)
                .map(paused -> workers.works().stream().sorted().map(work -> standing(org, work, found, paused, services))
                        .toList()));
    }

    /** Fails with {@code not_paused} or {@code pipes_stopped} where a worker may not take a step. */
    Uni<OrgProcessing> mayStep(Org org, String work) {
        return queues.processing(org).invoke(found -> {
            if (found.stopped()) {
                throw ClientFault.coded("pipes_stopped", "All workers of the org are stopped, by who runs the instance");
            }
            if (!found.paused().contains(work)) {
                throw ClientFault.coded("not_paused", "The worker " + work + " is not paused: pause it first");
            }
        });
    }

    /**
     * One message of the paused worker's queue is worked on; empty where there is none. Fails as {@link #mayStep} does, and with
     * {@code busy} while another one is.
     */
    Uni<Optional<Step>> step(Org org, String work) {
        return mayStep(org, work).chain(found -> steps.run(new Key(org.id, work), () -> workers.step(found, work))
                .ifNoItem().after(STEP_LIMIT)
                .failWith(() -> ClientFault.coded("still_working", "The worker still works on the "
                        + "message after " + STEP_LIMIT.toSeconds() + " s, and settles it when it is done")));
    }

    private static Standing standing(Org org, String work, OrgProcessing found, Map<String, Pauses.Pause> paused,
            List<Service> services) {
        QueueName queue = QueueName.worker(org.id, work);
        Pauses.Pause pause = paused.get(work);
        return new Standing(work, queue, state(found, queue, pause != null), pause,
                services.stream().filter(service -> workOf(org, service).filter(work::equals).isPresent())
                        .map(service -> service.id).toList());
    }

    private static WorkerState state(OrgProcessing org, QueueName queue, boolean paused) {
        if (paused) {
            return WorkerState.PAUSED;
        }
        boolean wanted = KnownQueue.of(org, false).stream()
                .anyMatch(known -> known.active() && known.name().equals(queue));
        return !wanted ? WorkerState.IDLE : org.stopped() ? WorkerState.STOPPED : WorkerState.RUNNING;
    }

    private static Optional<String> workOf(Org org, Service service) {
        if (service.id.equals(org.emailBackendId)) {
            return Optional.of(Topology.EMAIL);
        }
        boolean takesMessages = service.id.equals(org.pushBackendId) || service.id.equals(org.eventBackendId);
        return Stream.of(DeliveryBackend.values()).map(DeliveryBackend::work)
                .filter(work -> takesMessages && work.equals(service.name.name().toLowerCase(Locale.ROOT))).findFirst();
    }
}
