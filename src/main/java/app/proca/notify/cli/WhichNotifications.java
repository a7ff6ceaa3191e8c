package app.proca.notify.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Which notifications a command is about: all that is given has to fit. */
final class WhichNotifications {

    @Option(names = "--campaign", paramLabel = "<id>", description = "About this campaign, or what was done for it.")
    @Nullable
    Integer campaign;

    @Option(names = "--page", paramLabel = "<id>", description = "About this action page, or what was done on it.")
    @Nullable
    Integer page;

    @Option(names = "--kind", paramLabel = "<kind>", description = "What happened: campaign_updated, deliver, …")
    @Nullable
    String kind;

    @Option(names = "--state", paramLabel = "<state>", split = ",", description = "pending, unrouted, parked or delivered; several "
            + "with commas.")
    List<String> states = List.of();

    @Option(names = "--channel", paramLabel = "<channel>", description = "topology, broker, mail, processing, or queue: what a "
            + "queue's worker gave up.")
    @Nullable
    String channel;

    @Option(names = "--queue", paramLabel = "<queue>", description = "What this queue's worker gave up, or what goes back there.")
    @Nullable
    String queue;

    @Option(names = "--subject", paramLabel = "<subject>", description = "Like campaign:5 or supporter:17.")
    @Nullable
    String subject;

    @Option(names = "--from", paramLabel = "<time>", description = "Made at this time or later: 2026-11-25T08:00:00Z.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "<time>", description = "Made before this time.")
    @Nullable
    String to;

    /** As the API takes it. */
    Map<String, Object> select() {
        Map<String, Object> select = new HashMap<>();
        put(select, "campaignId", campaign);
        put(select, "actionPageId", page);
        put(select, "kind", kind);
        put(select, "states",
                states.isEmpty() ? null : states.stream().map(state -> state.strip().toUpperCase(Locale.ROOT)).toList());
        put(select, "channel", channel == null ? null : channel.toUpperCase(Locale.ROOT));
        put(select, "queue", queue);
        put(select, "subject", subject);
        put(select, "from", from);
        put(select, "to", to);
        return select;
    }

    private static void put(Map<String, Object> select, String name, @Nullable Object value) {
        if (value != null) {
            select.put(name, value);
        }
    }
}
