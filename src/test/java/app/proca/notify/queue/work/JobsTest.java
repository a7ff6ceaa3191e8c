package app.proca.notify.queue.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.reconcile.OrgProcessing;
import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;

class JobsTest {

    private static final Set<String> ALL = Set.of("email.supporter", "sqs", "webhook");

    @Test
    void an_org_has_the_jobs_that_its_topology_has_queues_for() {
        List<Job> jobs = Jobs.of(List.of(org(5, true, DeliveryBackend.WEBHOOK)), ALL);

        assertThat(jobs).containsExactly(new Job(5, "email.supporter", "mail"), new Job(5, "webhook", "hook"));
        assertThat(jobs.get(0).queue().value()).isEqualTo("wrk.5.email.supporter");
    }

    @Test
    void work_that_nobody_does_is_left_alone() {
        List<Job> jobs = Jobs.of(List.of(org(5, true, DeliveryBackend.WEBHOOK)), Set.of("sqs"));

        assertThat(jobs).isEmpty();
    }

    @Test
    void an_org_that_an_operator_stopped_has_no_jobs() {
        OrgProcessing org = org(5, true, DeliveryBackend.WEBHOOK);

        List<Job> jobs = Jobs.of(List.of(new OrgProcessing(org.queues(), org.fingerprints(), true, Set.of())), ALL);

        assertThat(jobs).isEmpty();
    }

    @Test
    void what_is_unchanged_is_in_no_list() {
        List<Job> jobs = List.of(new Job(5, "webhook", "hook"), new Job(6, "sqs", "queue"));

        Jobs.Change change = Jobs.between(jobs, List.copyOf(jobs));

        assertThat(change).isEqualTo(new Jobs.Change(List.of(), List.of()));
    }

    @Test
    void changed_settings_end_a_job_and_begin_it_again_and_touch_no_other() {
        Job bystander = new Job(5, "sqs", "queue");

        Jobs.Change change = Jobs.between(List.of(new Job(5, "webhook", "old"), bystander),
                List.of(bystander, new Job(5, "webhook", "new")));

        assertThat(change)
                .isEqualTo(new Jobs.Change(List.of(new Job(5, "webhook", "old")), List.of(new Job(5, "webhook", "new"))));
    }

    @Test
    void what_is_new_begins_and_what_is_gone_ends() {
        Jobs.Change change = Jobs.between(List.of(new Job(5, "webhook", "")), List.of(new Job(6, "webhook", "")));

        assertThat(change).isEqualTo(new Jobs.Change(List.of(new Job(5, "webhook", "")), List.of(new Job(6, "webhook", ""))));
    }

    private static OrgProcessing org(long id, boolean mails, DeliveryBackend push) {
        return new OrgProcessing(new OrgQueues(id, mails, false, false, false, false, false, Optional.of(push), Optional.empty()),
                Map.of("email.supporter", "mail", "webhook", "hook"), false, Set.of());
    }
}
