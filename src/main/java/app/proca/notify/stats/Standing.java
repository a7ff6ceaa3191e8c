package app.proca.notify.stats;

import org.jspecify.annotations.Nullable;

import app.proca.notify.supporter.ProcessingStatus;

/**
 * Whether a supporter may stand for a person in the counters, and where that person lives.
 *
 * @param first accepted, and nobody with the same fingerprint was accepted before
 */
record Standing(boolean first, @Nullable String area) {

    static final Standing NONE = new Standing(false, null);

    static Standing of(@Nullable ProcessingStatus status, @Nullable Integer dupeRank, @Nullable String area) {
        return new Standing(status == ProcessingStatus.ACCEPTED && dupeRank != null && dupeRank == 0, area);
    }
}
