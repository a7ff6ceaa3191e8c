package app.proca.notify.action;

import java.time.LocalDateTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;

/**
 * Which rows of an org are asked for. One answer is held in memory whole, and is therefore bounded: who wants more asks for
 * the next page, that begins behind the last id.
 *
 * @param contactRef whose, as on the wire; null: everybody's
 * @param start the smallest id
 * @param after the earliest time, UTC
 * @param limit null: all, where that is not too much for one answer
 * @param onlyContacts of each supporter only the action that the contact came with
 */
public record ExportFilter(long orgId, @Nullable Long campaignId, @Nullable String actionType,
        @Nullable String contactRef, @Nullable Integer start,
        @Nullable LocalDateTime after, @Nullable Integer limit, boolean onlyOptIn, boolean onlyDoubleOptIn,
        boolean includeTesting, boolean onlyContacts) {

    /** Most rows of one answer: more would keep an event loop from all others for too long. */
    public static final int LARGEST_PAGE = 2_000;

    public ExportFilter {
        if (limit != null && (limit < 0 || limit > LARGEST_PAGE)) {
            throw ClientFault.badArgument("limit is 0 to " + LARGEST_PAGE + "; begin the next page with start");
        }
    }

    /** How many rows to read: one more than may be told, where the caller wants all of them. */
    int rows() {
        return Optional.ofNullable(limit).orElse(LARGEST_PAGE + 1);
    }

    /** @throws ClientFault where the caller wants all, and that is too much: part of it would look like all */
    void requireWhole(int found) {
        if (limit == null && found > LARGEST_PAGE) {
            throw ClientFault.badArgument("More than " + LARGEST_PAGE + " match: ask for pages, with limit and start");
        }
    }
}
