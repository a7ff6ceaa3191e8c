package app.proca.notify.outbox;

import java.util.UUID;

/**
 * A message that a queue's worker gave up and that goes back to its queue.
 *
 * @param messageId the one that it had
 * @param subject whose messages wait for it while it cannot be published
 * @param body JSON
 * @param properties what it carried beside its body, JSON
 */
public record ReturnedMessage(UUID messageId, long orgId, String subject, String kind, String queue, String body,
        String properties) {}
