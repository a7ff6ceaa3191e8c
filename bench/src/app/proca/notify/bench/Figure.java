package app.proca.notify.bench;

import java.util.Optional;

/**
 * Something that was measured.
 *
 * @param part the benchmark that measured it
 * @param peer what was measured in turns with it
 */
record Figure(String part, String what, double value, String unit, Optional<Peer> peer, Optional<Goal> goal) {

    /** What it is compared with, in the same unit. */
    record Peer(String what, double value) {}

    /** What the issue asks for; of the ratio to the peer where it says so, else of the value. */
    record Goal(double limit, boolean atMost, boolean ofRatio) {

        boolean isMetBy(double value) {
            return atMost ? value <= limit : value >= limit;
        }

        @Override
        public String toString() {
            return (atMost ? "<= " : ">= ") + limit + (ofRatio ? " of the peer" : "");
        }
    }

    static Figure of(String part, String what, double value, String unit) {
        return new Figure(part, what, value, unit, Optional.empty(), Optional.empty());
    }

    Figure besides(String what, double value) {
        return new Figure(part, this.what, this.value, unit, Optional.of(new Peer(what, value)), goal);
    }

    Figure atMost(double limit) {
        return new Figure(part, what, value, unit, peer, Optional.of(new Goal(limit, true, false)));
    }

    Figure atLeast(double limit) {
        return new Figure(part, what, value, unit, peer, Optional.of(new Goal(limit, false, false)));
    }

    Figure atLeastOfPeer(double limit) {
        return new Figure(part, what, value, unit, peer, Optional.of(new Goal(limit, false, true)));
    }

    Figure atMostOfPeer(double limit) {
        return new Figure(part, what, value, unit, peer, Optional.of(new Goal(limit, true, true)));
    }

    Optional<Double> ratio() {
        return peer.map(other -> value / other.value());
    }

    Optional<Boolean> met() {
        return goal.map(wanted -> wanted.isMetBy(wanted.ofRatio() ? ratio().orElseThrow() : value));
    }
}
