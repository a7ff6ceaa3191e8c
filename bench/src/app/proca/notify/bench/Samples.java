package app.proca.notify.bench;

import java.util.Collection;

/** Measured values, sorted. */
record Samples(double... sorted) {

    static Samples of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return new Samples(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** The smallest value that this share of them does not exceed. */
    double percentile(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    double median() {
        return percentile(0.5);
    }

    double p99() {
        return percentile(0.99);
    }

    double most() {
        return sorted[sorted.length - 1];
    }
}
