package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.message.Stage;
import app.proca.notify.supporter.ProcessingStatus;

/** The state table of spec/processing.md. */
class StepTest {

    private record Situation(ActionStatus action, boolean consent, @Nullable ProcessingStatus supporter, Confirming confirming) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEW        | yes | none       | none      | NEW       | none       | -
            NEW        | no  | none       | both      | NEW       | none       | -
            NEW        | yes | NEW        | supporter | NEW       | CONFIRMING | SUPPORTER_CONFIRM
            NEW        | yes | NEW        | both      | NEW       | CONFIRMING | SUPPORTER_CONFIRM
            NEW        | no  | NEW        | supporter | NEW       | CONFIRMING | SUPPORTER_CONFIRM
            NEW        | yes | NEW        | action    | CONFIRMING| ACCEPTED   | ACTION_CONFIRM
            NEW        | no  | NEW        | action    | CONFIRMING| ACCEPTED   | ACTION_CONFIRM
            NEW        | yes | NEW        | none      | DELIVERED | ACCEPTED   | DELIVER
            NEW        | no  | NEW        | none      | DELIVERED | ACCEPTED   | DELIVER
            NEW        | yes | CONFIRMING | supporter | NEW       | CONFIRMING | -
            NEW        | yes | REJECTED   | both      | REJECTED  | REJECTED   | -
            NEW        | yes | ACCEPTED   | both      | CONFIRMING| ACCEPTED   | ACTION_CONFIRM
            NEW        | no  | ACCEPTED   | both      | DELIVERED | ACCEPTED   | DELIVER
            NEW        | yes | ACCEPTED   | supporter | DELIVERED | ACCEPTED   | DELIVER
            ACCEPTED   | yes | ACCEPTED   | both      | DELIVERED | ACCEPTED   | DELIVER
            ACCEPTED   | no  | ACCEPTED   | none      | DELIVERED | ACCEPTED   | DELIVER
            CONFIRMING | yes | ACCEPTED   | action    | CONFIRMING| ACCEPTED   | -
            REJECTED   | yes | ACCEPTED   | none      | REJECTED  | ACCEPTED   | -
            DELIVERED  | yes | ACCEPTED   | none      | DELIVERED | ACCEPTED   | -
            REPEAT     | yes | ACCEPTED   | none      | REPEAT    | ACCEPTED   | -
            REJECTED   | yes | REJECTED   | none      | REJECTED  | REJECTED   | -
            ACCEPTED   | yes | REJECTED   | none      | ACCEPTED  | REJECTED   | -
            ACCEPTED   | yes | NEW        | none      | ACCEPTED  | NEW        | -
            CONFIRMING | yes | CONFIRMING | both      | CONFIRMING| CONFIRMING | -
            """)
    void each_row_of_the_table_holds(ActionStatus action, String consent, String supporter, String confirming,
            ActionStatus nextAction, String nextSupporter, String stage) {
        Step step = Step.of(action, consent.equals("yes"), status(supporter), confirming(confirming));

        assertThat(step).isEqualTo(new Step(nextAction, status(nextSupporter),
                stage.equals("-") ? Optional.empty() : Optional.of(Stage.valueOf(stage))));
    }

    @ParameterizedTest
    @MethodSource("allSituations")
    void no_situation_leads_where_the_table_does_not(Situation now) {
        Step step = step(now);

        boolean waits = step.action() == now.action() && step.supporter() == now.supporter();
        boolean moves = now.supporter() != null && switch (now.supporter()) {
            case NEW, REJECTED -> now.action() == ActionStatus.NEW;
            case ACCEPTED -> now.action() == ActionStatus.NEW || now.action() == ActionStatus.ACCEPTED;
            case CONFIRMING, DELIVERED -> false;
        };
        assertThat(waits).isEqualTo(!moves);
        assertThat(step.stage().isPresent()).isEqualTo(moves && step.action() != ActionStatus.REJECTED);
        step.stage().ifPresent(stage -> assertThat(List.of(step.action(), step.supporter())).isEqualTo(switch (stage) {
            case SUPPORTER_CONFIRM -> List.of(ActionStatus.NEW, ProcessingStatus.CONFIRMING);
            case ACTION_CONFIRM -> List.of(ActionStatus.CONFIRMING, ProcessingStatus.ACCEPTED);
            case DELIVER -> List.of(ActionStatus.DELIVERED, ProcessingStatus.ACCEPTED);
        }));
        if (step.stage().equals(Optional.of(Stage.SUPPORTER_CONFIRM))) {
            assertThat(now.confirming().supporter()).isTrue();
        }
        if (step.stage().equals(Optional.of(Stage.ACTION_CONFIRM))) {
            assertThat(now.confirming().action()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("allSituations")
    void what_went_on_does_not_go_on_by_itself(Situation now) {
        Step first = step(now);

        Step again = step(new Situation(first.action(), now.consent(), first.supporter(), now.confirming()));

        assertThat(again).isEqualTo(new Step(first.action(), first.supporter(), Optional.empty()));
    }

    @Test
    void only_what_would_be_delivered_is_a_repetition() {
        assertThat(Step.of(ActionStatus.NEW, true, ProcessingStatus.NEW, confirming("none")).repeated())
                .isEqualTo(new Step(ActionStatus.REPEAT, ProcessingStatus.ACCEPTED, Optional.of(Stage.DELIVER)));
        assertThat(Step.of(ActionStatus.NEW, true, ProcessingStatus.NEW, confirming("action")).repeated().action())
                .isEqualTo(ActionStatus.CONFIRMING);
        assertThat(Step.of(ActionStatus.NEW, true, ProcessingStatus.NEW, confirming("supporter")).repeated().action())
                .isEqualTo(ActionStatus.NEW);
    }

    static Stream<Arguments> allSituations() {
        return Stream.of(ActionStatus.values()).flatMap(action -> Stream.of(true, false)
                .flatMap(consent -> Stream.concat(Stream.of((ProcessingStatus) null), Arrays.stream(ProcessingStatus.values()))
                        .flatMap(supporter -> Stream.of("none", "supporter", "action", "both")
                                .map(which -> Arguments
                                        .of(new Situation(action, consent, supporter, confirming(which)))))));
    }

    private static Step step(Situation now) {
        return Step.of(now.action(), now.consent(), now.supporter(), now.confirming());
    }

    private static Confirming confirming(String which) {
        return new Confirming(which.equals("supporter") || which.equals("both"), which.equals("action") || which.equals("both"));
    }

    private static @Nullable ProcessingStatus status(String name) {
        return name.equals("none") ? null : ProcessingStatus.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
