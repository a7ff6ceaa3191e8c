package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.action.Action;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;

class MandateTest {

    private final Supporter supporter = new Supporter();
    private final Action petition = anAction(6, true);
    private final Action share = anAction(7, false);

    @BeforeEach
    void somebody_new() {
        supporter.id = 1L;
    }

    @Test
    void it_is_read_as_it_was_written() {
        for (Mandate mandate : List.of(Mandate.ofAll(12), new Mandate(12, Set.of(7L)), new Mandate(12, Set.of(9L, 8L)))) {
            assertThat(Mandate.read(mandate.written())).isEqualTo(mandate);
        }

        assertThat(new Mandate(12, Set.of(9L, 8L)).written()).isEqualTo("12 8 9");
        assertThat(Mandate.ofAll(12).written()).isEqualTo("12");
    }

    @Test
    void several_of_one_supporter_are_one_and_all_is_more_than_some() {
        assertThat(Mandate.bySupporter(List.of(new Mandate(2, Set.of(7L)), Mandate.ofAll(1), new Mandate(2, Set.of(8L)),
                new Mandate(1, Set.of(5L)))).values())
                .containsExactly(Mandate.ofAll(1), new Mandate(2, Set.of(7L, 8L)));
    }

    @Test
    void what_is_not_named_stays_with_whoever_has_it_in_hand() {
        assertThat(Mandate.named(List.of(petition, share), Map.of(1L, new Mandate(1, Set.of(7L))))).containsExactly(share);
        assertThat(Mandate.named(List.of(petition, share), Map.of(1L, Mandate.ofAll(1)))).containsExactly(petition, share);
    }

    @Test
    void nothing_of_somebody_new_goes_before_what_brings_their_consent() {
        assertThat(beforeConsent(new Mandate(1, Set.of(7L)))).containsExactly(1L);
        assertThat(beforeConsent(new Mandate(1, Set.of(6L)))).isEmpty();
        assertThat(beforeConsent(Mandate.ofAll(1))).isEmpty();
    }

    @Test
    void whom_somebody_accepted_nothing_holds_up() {
        supporter.processingStatus = ProcessingStatus.ACCEPTED;

        assertThat(beforeConsent(new Mandate(1, Set.of(7L)))).isEmpty();
    }

    private Set<Long> beforeConsent(Mandate mandate) {
        return Mandate.beforeConsent(List.of(petition, share), Map.of(1L, supporter), Map.of(1L, mandate));
    }

    private static Action anAction(long id, boolean withConsent) {
        Action action = new Action();
        action.id = id;
        action.supporterId = 1L;
        action.withConsent = withConsent;
        return action;
    }
}
