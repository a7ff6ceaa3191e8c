package app.proca.notify.ops.desk;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which notifications are meant: all that is given has to fit, what is null does not matter.
 *
 * @param orgId null: of all orgs
 * @param states one or more
 * @param queue whose worker gave them up, or where they go back to
 * @param from when they were made, or given up; UTC, inclusive
 * @param to UTC, exclusive
 */
record Selection(@Nullable Long orgId, @Nullable Integer campaignId, @Nullable Integer pageId, @Nullable String kind,
        Set<NotificationState> states, @Nullable NotificationChannel channel, @Nullable String queue, @Nullable String subject,
        @Nullable LocalDateTime from, @Nullable LocalDateTime to) {

    Selection {
        states = Set.copyOf(states.isEmpty() ? EnumSet.allOf(NotificationState.class) : states);
    }

    /** Everything of an org. */
    static Selection of(@Nullable Long orgId) {
        return new Selection(orgId, null, null, null, Set.of(), null, null, null, null, null);
    }

    boolean hasOutbox() {
        return channel != NotificationChannel.QUEUE;
    }

    boolean hasParked() {
        return (channel == null || channel == NotificationChannel.QUEUE) && states.contains(NotificationState.PARKED);
    }

    List<String> wireStates() {
        return states.stream().sorted().map(NotificationState::wire).toList();
    }

    /** For the record of what was done; without the org, and without what does not matter. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        put(told, "campaignId", campaignId);
        put(told, "actionPageId", pageId);
        put(told, "kind", kind);
        put(told, "states", states.stream().sorted().map(Enum::name).toList());
        put(told, "channel", channel == null ? null : channel.name());
        put(told, "queue", queue);
        put(told, "subject", subject);
        put(told, "from", from == null ? null : from + "Z");
        put(told, "to", to == null ? null : to + "Z");
        return told;
    }

    private static void put(Map<String, Object> told, String name, @Nullable Object value) {
        if (value != null) {
            told.put(name, value);
        }
    }
}
