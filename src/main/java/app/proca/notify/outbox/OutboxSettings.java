package app.proca.notify.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How notifications are relayed, retried and kept. */
@ConfigMapping(prefix = "proca.outbox")
public interface OutboxSettings {

    /** Most notifications that the relay reads, and settles, at once. */
    @WithDefault("500")
    int batchSize();

    /** Most batches of messages that one transaction takes: so many may be delivered again when the process dies. */
    @WithDefault("8")
    int batches();

    /** How many batches an instance relays at once; each holds a database connection. */
    @WithDefault("3")
    int lanes();

    /** How often the relay looks for work that nobody woke it for. */
    @WithDefault("1s")
    Duration poll();

    /** Delay before the second attempt; doubles with each further one. */
    @WithDefault("1s")
    Duration firstRetry();

    /** The longest delay between two attempts. */
    @WithDefault("5m")
    Duration longestRetry();

    /** Refused attempts after which a notification is parked for an operator. An absent broker is not counted. */
    @WithDefault("12")
    int maxAttempts();

    /**
     * No delivery may take longer, whatever its channel says; more than {@code proca.broker.confirm-limit}. An instance that
     * stands still in the middle of a batch loses it to the others after twice that time.
     */
    @WithDefault("45s")
    Duration deliveryLimit();

    /** The same for mails, which a server may take seconds, and a day, to accept. */
    Mail mail();

    /** The same for the processing of actions. Retries are those of messages. */
    Processing processing();

    /** How long delivered and logged notifications are kept. Parked ones stay until somebody acts. */
    @WithDefault("7d")
    Duration keep();

    /** How often old rows are looked for. */
    @WithDefault("10m")
    Duration sweep();

    /** Most rows that one transaction of the sweep deletes. */
    @WithDefault("5000")
    int sweepBatch();

    /** How the processing of actions is relayed. */
    interface Processing {

        /** Most supporters whose actions one transaction processes. Each takes a lock of the database until the commit. */
        @WithDefault("250")
        int batchSize();

        /** How many batches an instance processes at once; each holds two database connections. */
        @WithDefault("2")
        int lanes();
    }

    /** How mails are relayed and retried, where it differs. */
    interface Mail {

        /** Most mails that one transaction of the relay takes; they are sent beside each other. */
        @WithDefault("50")
        int batchSize();

        /** How many batches of mails an instance relays at once; each holds a database connection. */
        @WithDefault("2")
        int lanes();

        /** Delay after a server's first "try again later"; doubles with each further one. */
        @WithDefault("1m")
        Duration firstRetry();

        /** The longest delay between two attempts. */
        @WithDefault("1h")
        Duration longestRetry();

        /** Refused attempts after which a mail is parked: by default after about a day and a half. */
        @WithDefault("40")
        int maxAttempts();
    }
}
