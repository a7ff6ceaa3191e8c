package app.proca.notify.outbox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Channels that are relayed together, in one order per org. Routes share nothing: a slow mail server takes neither time nor
 * database connections from the broker's. The number of a route is stored with every notification: new ones go last.
 */
enum Route {
    BROKER(Channel.TOPOLOGY, Channel.BROKER), MAIL(Channel.MAIL), PROCESSING(Channel.PROCESSING);

    private final List<Channel> channels;

    Route(Channel... channels) {
        this.channels = List.of(channels);
    }

    static Route of(Channel channel) {
        return Arrays.stream(values()).filter(route -> route.channels.contains(channel)).findFirst()
                .orElseThrow(() -> new IllegalStateException("The channel " + channel + " is not relayed"));
    }

    /** As operators see it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<Channel> channels() {
        return EnumSet.copyOf(channels);
    }
}
