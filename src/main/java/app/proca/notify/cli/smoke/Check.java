package app.proca.notify.cli.smoke;

import java.util.EnumSet;
import java.util.Set;

/**
 * One thing that must work, from the change to its receipt.
 *
 * @param name as a sentence without its point
 * @param row of spec/events.md's table; empty where it belongs to none
 * @param needs without all of these it does not run
 * @param first whether nothing else is worth trying where it fails
 */
record Check(String name, String row, Set<Means> needs, boolean first, Act act) {

    /** Changes something and waits for what has to follow; fails with a NotSeen that says what did not. */
    interface Act {
        void on(Scene scene) throws InterruptedException;
    }

    Check {
        needs = Set.copyOf(needs);
    }

    /** One that only looks. */
    static Check look(String name, Act act, Means... needs) {
        return new Check(name, "", Set.of(needs), false, act);
    }

    /** One that all others build on. */
    static Check first(String name, Act act) {
        return new Check(name, "", Set.of(), true, act);
    }

    /** One that changes the scratch orgs. */
    static Check change(String name, String row, Act act, Means... more) {
        Set<Means> needs = EnumSet.of(Means.CHANGES, more);
        return new Check(name, row, needs, false, act);
    }
}
