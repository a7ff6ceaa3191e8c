package app.proca.notify.outbox;

import java.time.Instant;
import java.util.UUID;

/** Builds notifications for tests: {@code aNotification(1).ofOrg(5).about("campaign:2").build()}. */
final class SomeNotification {

    private final long id;
    private Channel channel = Channel.BROKER;
    private long orgId = 1;
    private String subject = "campaign:1";
    private int attempts;

    private SomeNotification(long id) {
        this.id = id;
    }

    static SomeNotification aNotification(long id) {
        return new SomeNotification(id);
    }

    SomeNotification through(Channel other) {
        channel = other;
        return this;
    }

    SomeNotification ofOrg(long org) {
        orgId = org;
        return this;
    }

    SomeNotification about(String other) {
        subject = other;
        return this;
    }

    SomeNotification refused(int times) {
        attempts = times;
        return this;
    }

    Notification build() {
        String stream = "org:" + orgId;
        return new Notification(id, new UUID(0, id), channel, stream, stream + "/" + subject, "campaign_updated",
                stream, "system.campaign_updated", "{}", Instant.EPOCH, Instant.EPOCH, attempts, null, null);
    }
}
