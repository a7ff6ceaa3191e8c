package app.proca.notify.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import app.proca.notify.common.ClientFault;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;

class MailedActionTest {

    private static final LocalDateTime BEFORE = LocalDateTime.parse("2026-11-23T23:46:44");
    private static final LocalDateTime NOW = BEFORE.plusDays(1);

    @ParameterizedTest
    @CsvSource({ "NEW, not allowed, NEW", "CONFIRMING, , ACCEPTED", "REJECTED, supporter data already rejected, REJECTED",
            "ACCEPTED, , ACCEPTED", "DELIVERED, , DELIVERED" })
    void accepting_accepts_who_was_asked_and_leaves_the_action_to_processing(ProcessingStatus state, String fault,
            ProcessingStatus becomes) {
        for (ActionStatus action : ActionStatus.values()) {
            MailedAction mailed = mailed(state, action, EmailStatus.NONE);

            Throwable thrown = catchThrowable(mailed::accept);

            assertThat(thrown == null ? null : thrown.getMessage()).isEqualTo(fault);
            assertThat(thrown).satisfiesAnyOf(none -> assertThat(none).isNull(),
                    wrong -> assertThat(wrong).isInstanceOf(ClientFault.class));
            assertThat(states(mailed)).containsExactly(becomes, action, EmailStatus.NONE, BEFORE);
        }
    }

    @ParameterizedTest
    @MethodSource("allStates")
    void rejecting_rejects_in_every_state_and_withdraws_a_double_opt_in(ProcessingStatus state, ActionStatus action,
            EmailStatus email) {
        MailedAction mailed = mailed(state, action, email);
        boolean withdraws = email == EmailStatus.DOUBLE_OPT_IN;

        mailed.reject(NOW);

        assertThat(states(mailed)).containsExactly(ProcessingStatus.REJECTED, ActionStatus.REJECTED,
                withdraws ? EmailStatus.UNSUB : email, withdraws ? NOW : BEFORE);
    }

    @ParameterizedTest
    @MethodSource("allStates")
    void opting_in_changes_what_is_known_of_the_address_and_nothing_else(ProcessingStatus state, ActionStatus action,
            EmailStatus email) {
        MailedAction mailed = mailed(state, action, email);

        mailed.optIn(NOW);

        assertThat(states(mailed)).containsExactly(state, action, EmailStatus.DOUBLE_OPT_IN,
                email == EmailStatus.DOUBLE_OPT_IN ? BEFORE : NOW);
    }

    @ParameterizedTest
    @MethodSource("allStates")
    void a_mail_that_is_lost_rejects_in_every_state(ProcessingStatus state, ActionStatus action, EmailStatus email) {
        for (EmailStatus status : List.of(EmailStatus.BOUNCE, EmailStatus.BLOCKED, EmailStatus.SPAM, EmailStatus.UNSUB)) {
            MailedAction mailed = mailed(state, action, email);

            mailed.lose(status, NOW);

            assertThat(states(mailed)).containsExactly(ProcessingStatus.REJECTED, ActionStatus.REJECTED, status,
                    email == status ? BEFORE : NOW);
        }
    }

    @ParameterizedTest
    @EnumSource(EmailStatus.class)
    void the_same_again_changes_nothing(EmailStatus email) {
        MailedAction mailed = mailed(ProcessingStatus.CONFIRMING, ActionStatus.NEW, email);
        mailed.accept();
        mailed.optIn(BEFORE);
        List<Object> optedIn = states(mailed);
        mailed.accept();
        mailed.optIn(NOW);
        assertThat(states(mailed)).isEqualTo(optedIn);

        mailed.reject(BEFORE);
        List<Object> rejected = states(mailed);
        mailed.reject(NOW);
        assertThat(states(mailed)).isEqualTo(rejected);

        mailed.lose(EmailStatus.SPAM, BEFORE);
        List<Object> lost = states(mailed);
        mailed.lose(EmailStatus.SPAM, NOW);
        assertThat(states(mailed)).isEqualTo(lost);
    }

    @Test
    void a_link_is_the_supporters_with_exactly_their_reference() {
        Supporter supporter = mailed(ProcessingStatus.NEW, ActionStatus.NEW, EmailStatus.NONE).supporter();

        assertThat(new MailLink(1, "--__AA").isOf(supporter)).isTrue();
        assertThat(Stream.of("--__AB", "--__A", "--__AAA", "", "--__aa", "++//AA")
                .filter(guess -> new MailLink(1, guess).isOf(supporter))).isEmpty();
    }

    static List<Object[]> allStates() {
        List<Object[]> states = new ArrayList<>();
        for (ProcessingStatus supporter : ProcessingStatus.values()) {
            for (ActionStatus action : ActionStatus.values()) {
                for (EmailStatus email : EmailStatus.values()) {
                    states.add(new Object[]{ supporter, action, email });
                }
            }
        }
        return states;
    }

    private static MailedAction mailed(ProcessingStatus state, ActionStatus actionState, EmailStatus email) {
        Supporter supporter = new Supporter();
        supporter.processingStatus = state;
        supporter.emailStatus = email;
        supporter.emailStatusChanged = BEFORE;
        supporter.fingerprint = new byte[]{ (byte) 0xfb, (byte) 0xef, (byte) 0xff, 0 };
        Action action = new Action();
        action.processingStatus = actionState;
        return new MailedAction(action, supporter);
    }

    private static List<Object> states(MailedAction mailed) {
        return List.of(mailed.supporter().processingStatus, mailed.action().processingStatus, mailed.supporter().emailStatus,
                mailed.supporter().emailStatusChanged);
    }
}
