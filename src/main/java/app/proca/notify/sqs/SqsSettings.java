package app.proca.notify.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How queues of SQS are written to. */
@ConfigMapping(prefix = "proca.sqs")
public interface SqsSettings {

    /** Instead of Amazon's own, where all queues are in something that works alike. */
    Optional<URI> endpoint();

    /** How long a message waits for others that are sent with it. */
    @WithDefault("10ms")
    Duration gather();

    /** How long one request may take; less than {@code proca.workers.time-limit}. */
    @WithDefault("20s")
    Duration answerLimit();
}
