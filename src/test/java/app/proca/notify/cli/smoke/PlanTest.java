package app.proca.notify.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import app.proca.notify.cli.smoke.Plan.Step;

class PlanTest {

    private static final int ROWS = 20;

    @Test
    void every_row_of_the_table_of_events_has_a_check() {
        Set<String> rows = Smoke.checks().stream().map(Check::row).collect(Collectors.toSet());

        assertThat(rows).containsAll(IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList());
    }

    @Test
    void with_all_means_every_check_runs_in_the_order_in_which_they_are_made() {
        Plan plan = Plan.of(Smoke.checks(), EnumSet.allOf(Means.class));

        assertThat(plan.steps()).allMatch(step -> step.skip().isEmpty()).extracting(Step::check)
                .containsExactlyElementsOf(Smoke.checks());
    }

    @Test
    void where_nothing_may_be_changed_only_those_run_that_look() {
        Plan plan = Plan.of(Smoke.checks(), EnumSet.complementOf(EnumSet.of(Means.CHANGES)));

        assertThat(plan.steps()).filteredOn(step -> step.skip().isEmpty()).extracting(step -> step.check().name())
                .containsExactlyElementsOf(Looking.checks().stream().map(Check::name).toList());
        assertThat(plan.steps()).flatExtracting(step -> step.skip().stream().toList()).isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).isEqualTo(Means.CHANGES.missing));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_missing_keeps_just_those_from_running_that_need_it_and_is_said(Means missing) {
        Plan plan = Plan.of(Smoke.checks(), EnumSet.complementOf(EnumSet.of(missing)));

        assertThat(plan.steps()).allSatisfy(step -> assertThat(step.skip().orElse(""))
                .isEqualTo(step.check().needs().contains(missing) ? missing.missing : ""));
    }

    @Test
    void of_several_that_are_missing_the_first_is_said() {
        Check needy = Check.change("it works", "1", scene -> {}, Means.TRACES, Means.BROKER);

        assertThat(Plan.of(List.of(needy), Set.of()).steps().get(0).skip()).contains(Means.CHANGES.missing);
        assertThat(Plan.of(List.of(needy), Set.of(Means.CHANGES)).steps().get(0).skip()).contains(Means.BROKER.missing);
    }
}
