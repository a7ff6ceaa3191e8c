package app.proca.notify.cli.smoke;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which checks run, and why the others do not. */
record Plan(List<Step> steps) {

    /**
     * A check in its turn.
     *
     * @param skip why it does not run
     */
    record Step(Check check, Optional<String> skip) {}

    Plan {
        steps = List.copyOf(steps);
    }

    /** All of the checks, in their order. */
    static Plan of(List<Check> checks, Set<Means> given) {
        return new Plan(checks.stream().map(check -> new Step(check, skip(check, given))).toList());
    }

    /** The first that is missing, in the order of their declaration: what forbids changes goes before what sees them. */
    private static Optional<String> skip(Check check, Set<Means> given) {
        return check.needs().stream().filter(need -> !given.contains(need)).sorted().findFirst().map(need -> need.missing);
    }
}
