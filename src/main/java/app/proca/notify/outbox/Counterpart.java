package app.proca.notify.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Who may be away.
 *
 * @param address null for all that is behind the channel
 */
record Counterpart(Channel channel, @Nullable String address) {

    static Counterpart of(Channel channel) {
        return new Counterpart(channel, null);
    }

    static Counterpart addressOf(Notification notification) {
        return new Counterpart(notification.channel(), notification.address());
    }

    @Override
    public String toString() {
        return address == null ? "The " + channel + " channel" : "The " + channel + " channel to " + address;
    }
}
