package app.proca.notify.processing;

import app.proca.notify.message.Stage;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.topology.Topology;

/** The queues of an org that actions can be put into once more. */
public enum Queue {
    /** Mails to supporters. */
    EMAIL_SUPPORTER,
    /** The org's own asking of supporters. */
    CUSTOM_SUPPORTER_CONFIRM,
    /** The org's own moderators. */
    CUSTOM_ACTION_CONFIRM,
    /** The org's own consumers. */
    CUSTOM_ACTION_DELIVER,
    /** Amazon SQS. */
    SQS,
    /** The org's webhook. */
    WEBHOOK;

    QueueName of(long orgId) {
        return switch (this) {
            case EMAIL_SUPPORTER -> QueueName.worker(orgId, Topology.EMAIL);
            case CUSTOM_SUPPORTER_CONFIRM -> QueueName.custom(orgId, "confirm.supporter");
            case CUSTOM_ACTION_CONFIRM -> QueueName.custom(orgId, "confirm.action");
            case CUSTOM_ACTION_DELIVER -> QueueName.custom(orgId, "deliver");
            case SQS -> QueueName.worker(orgId, "sqs");
            case WEBHOOK -> QueueName.worker(orgId, "webhook");
        };
    }

    boolean takes(Stage stage) {
        return switch (this) {
            case EMAIL_SUPPORTER -> stage != Stage.ACTION_CONFIRM;
            case CUSTOM_SUPPORTER_CONFIRM -> stage == Stage.SUPPORTER_CONFIRM;
            case CUSTOM_ACTION_CONFIRM -> stage == Stage.ACTION_CONFIRM;
            case CUSTOM_ACTION_DELIVER, SQS, WEBHOOK -> stage == Stage.DELIVER;
        };
    }
}
