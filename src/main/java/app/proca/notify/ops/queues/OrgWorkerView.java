package app.proca.notify.ops.queues;

import java.util.List;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;

/** What of the service works through a queue of an org. */
@Type("OrgWorker")
public class OrgWorkerView {

    private final WorkerDesk.Standing standing;

    OrgWorkerView(WorkerDesk.Standing standing) {
        this.standing = standing;
    }

    @NonNull
    public String getName() {
        return standing.work();
    }

    @NonNull
    public String getQueue() {
        return standing.queue().value();
    }

    @NonNull
    public WorkerState getState() {
        return standing.state();
    }

    /** Nothing where it is not paused. */
    public @Nullable DateTime getPausedAt() {
        Pauses.Pause pause = standing.pause();
        return pause == null ? null : Shown.at(pause.at());
    }

    /** The address of who paused it. */
    public @Nullable String getPausedBy() {
        Pauses.Pause pause = standing.pause();
        return pause == null ? null : pause.by();
    }

    /** The services of the org that it works for; they share its queue, and are paused together. */
    @NonNull
    public List<@NonNull Integer> getServiceIds() {
        return standing.serviceIds().stream().map(Long::intValue).toList();
    }
}
