package app.proca.notify.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import app.proca.notify.faults.Evidence.Recorded;
import app.proca.notify.faults.Evidence.Told;

class VerdictTest {

    private static final Change FIRST = new Change(1, "1");
    private static final Change SECOND = new Change(1, "2");
    private static final Change OTHER = new Change(2, "1");

    private final List<Change> committed = new ArrayList<>(List.of(FIRST, OTHER, SECOND));
    private Map<Long, String> current = Map.of(1L, "2", 2L, "1");
    private Set<Change> answered = Set.of(FIRST, OTHER);
    private final List<Recorded> outbox = new ArrayList<>(List.of(recorded(FIRST), recorded(OTHER), recorded(SECOND)));
    private final List<Told> told = new ArrayList<>(List.of(told(FIRST), told(OTHER), told(SECOND)));

    @Test
    void everything_told_once_in_order_is_faultless() {
        Verdict verdict = verdict();

        assertThat(verdict).isEqualTo(new Verdict(List.of(), 3, 0));
    }

    @Test
    void a_repetition_under_the_same_id_is_counted_and_no_fault() {
        told.add(told(FIRST));

        assertThat(verdict()).isEqualTo(new Verdict(List.of(), 3, 1));
    }

    @Test
    void order_between_campaigns_does_not_matter() {
        told.remove(told(OTHER));
        told.add(told(OTHER));

        assertThat(verdict().faults()).isEmpty();
    }

    @Test
    void a_committed_change_that_nobody_heard_of_is_lost() {
        told.remove(told(OTHER));

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 lost").contains(OTHER.toString());
    }

    @Test
    void a_message_about_what_did_not_commit_is_invented() {
        told.add(told(new Change(2, "2")));

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 invented");
    }

    @Test
    void a_change_that_overtakes_an_earlier_one_of_its_campaign_is_out_of_order() {
        told.remove(told(FIRST));
        told.add(told(FIRST));

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 told out of order")
                .contains(FIRST.toString());
    }

    @Test
    void a_repetition_under_another_id_is_a_fault() {
        told.add(new Told(FIRST, "another"));

        assertThat(verdict().faults()).hasSize(2);
        assertThat(verdict().faults().get(0)).startsWith("1 told under several message ids");
        assertThat(verdict().faults().get(1)).startsWith("1 told under another message id than the outbox has");
    }

    @Test
    void one_id_for_two_changes_is_a_fault() {
        told.set(0, new Told(FIRST, "same"));
        told.set(1, new Told(OTHER, "same"));
        outbox.set(0, new Recorded(FIRST, "same", "delivered"));
        outbox.set(1, new Recorded(OTHER, "same", "delivered"));

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 message ids of several changes");
    }

    @Test
    void an_answer_that_did_not_last_is_a_fault() {
        answered = Set.of(new Change(2, "2"));

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 answered, but not committed");
    }

    @Test
    void a_campaign_that_ends_with_another_title_is_a_fault() {
        current = Map.of(1L, "1", 2L, "1");

        assertThat(verdict().faults()).singleElement().asString().startsWith("1 not what the table of campaigns ends with");
    }

    @Test
    void an_outbox_that_is_out_of_order_or_not_delivered_is_a_fault() {
        outbox.set(0, recorded(SECOND));
        outbox.set(2, new Recorded(FIRST, "id of 1/1", "pending"));

        assertThat(verdict().faults()).hasSize(2);
        assertThat(verdict().faults().get(0)).startsWith("1 in the outbox out of order");
        assertThat(verdict().faults().get(1)).startsWith("1 in the outbox, but not delivered");
    }

    private Verdict verdict() {
        return Verdict.of(new Evidence(committed, current, answered, outbox, told));
    }

    private static Told told(Change change) {
        return new Told(change, "id of " + change.campaign() + "/" + change.title());
    }

    private static Recorded recorded(Change change) {
        return new Recorded(change, told(change).messageId(), "delivered");
    }
}
