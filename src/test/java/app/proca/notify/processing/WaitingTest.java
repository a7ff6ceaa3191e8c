package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.message.SignedAction;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;

class WaitingTest {

    private final Campaign campaign = new Campaign();
    private final Supporter supporter = new Supporter();
    private final Action linked = anAction(5, false);
    private final Action petition = anAction(6, true);
    private final Action share = anAction(7, false);

    @BeforeEach
    void somebody_did_three_things() {
        supporter.id = 1L;
    }

    @Test
    void what_brought_the_consent_goes_first_though_an_older_action_was_linked() {
        assertThat(Stream.of(share, linked, petition).sorted(Waiting::consentFirst)).containsExactly(petition, linked, share);
    }

    @Test
    void who_has_to_confirm_is_asked_once_and_the_rest_waits() {
        campaign.supporterConfirm = true;

        assertThat(decided()).extracting(move -> move.signed().action().id, move -> move.step().action(),
                move -> move.step().supporter())
                .containsExactly(tuple(6L, ActionStatus.NEW, ProcessingStatus.CONFIRMING));
    }

    @Test
    void where_nobody_is_asked_all_go_on_together() {
        assertThat(decided()).extracting(move -> move.step().action()).containsOnly(ActionStatus.DELIVERED).hasSize(3);
    }

    @Test
    void a_moderator_sees_what_was_signed_and_the_rest_is_delivered() {
        campaign.actionConfirm = true;

        assertThat(decided()).extracting(move -> move.step().action())
                .containsExactly(ActionStatus.CONFIRMING, ActionStatus.DELIVERED, ActionStatus.DELIVERED);
    }

    private List<Move> decided() {
        return Waiting.decide(Stream.of(petition, linked, share)
                .map(action -> new SignedAction(action, null, new ActionPage(), campaign, new Org(), null)).toList(),
                Map.of(1L, supporter));
    }

    private static Action anAction(long id, boolean withConsent) {
        Action action = new Action();
        action.id = id;
        action.supporterId = 1L;
        action.withConsent = withConsent;
        return action;
    }
}
