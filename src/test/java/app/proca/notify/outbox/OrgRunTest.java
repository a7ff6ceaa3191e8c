package app.proca.notify.outbox;

import static app.proca.notify.outbox.SomeNotification.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import app.proca.notify.outbox.Settlement.Attempt;

class OrgRunTest {

    @Test
    void orgs_go_beside_each_other_and_channels_of_an_org_one_after_the_other() {
        Notification declare = aNotification(1).through(Channel.TOPOLOGY).build();
        Notification first = aNotification(2).build();
        Notification otherOrg = aNotification(3).ofOrg(2).build();
        Notification second = aNotification(4).about("campaign:2").build();
        Notification redeclare = aNotification(5).through(Channel.TOPOLOGY).build();

        List<OrgRun> runs = List.copyOf(OrgRun.of(List.of(declare, first, otherOrg, second, redeclare)));

        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).runs()).containsExactly(List.of(declare), List.of(first, second), List.of(redeclare));
        assertThat(runs.get(1).runs()).containsExactly(List.of(otherOrg));
    }

    @Test
    void a_refused_notification_holds_back_its_own_key_only() {
        Notification refused = aNotification(1).build();
        Notification sameKey = aNotification(2).build();
        Notification other = aNotification(3).about("campaign:2").build();
        OrgRun org = OrgRun.of(List.of(refused)).iterator().next();

        org.note(List.of(new Attempt(refused, new Outcome.Failed("nacked"))));

        assertThat(org.open(List.of(sameKey, other))).containsExactly(other);
    }

    @Test
    void queues_that_could_not_be_declared_hold_back_the_whole_org() {
        Notification declare = aNotification(1).through(Channel.TOPOLOGY).about("topology").build();
        Notification event = aNotification(2).build();
        OrgRun org = OrgRun.of(List.of(declare, event)).iterator().next();

        org.note(List.of(new Attempt(declare, new Outcome.Failed("access refused"))));

        assertThat(org.open(List.of(event))).isEmpty();
    }
}
