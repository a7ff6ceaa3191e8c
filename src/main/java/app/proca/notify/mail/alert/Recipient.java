package app.proca.notify.mail.alert;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;

/** Whom a queue is for, as its owners call it. */
enum Recipient {

    WEBHOOK("wrk\\.\\d+\\.webhook", "webhook"), SQS("wrk\\.\\d+\\.sqs", "SQS queue"), CRM("cus\\.\\d+\\..+", "CRM");

    private final Pattern queues;
    private final String text;

    Recipient(String queues, String text) {
        this.queues = Pattern.compile(queues);
        this.text = text;
    }

    /** Empty for queues that nobody is told of. */
    static Optional<Recipient> of(QueueName queue) {
        return Arrays.stream(values()).filter(one -> one.queues.matcher(queue.value()).matches()).findFirst();
    }

    String text() {
        return text;
    }

    /** What its messages are: {@code action}, {@code event}, or {@code message} where they are both. */
    String thing(QueueName queue, OrgQueues org) {
        boolean actions = switch (this) {
            case WEBHOOK -> org.push().filter(DeliveryBackend.WEBHOOK::equals).isPresent();
            case SQS -> org.push().filter(DeliveryBackend.SQS::equals).isPresent();
            case CRM -> !isDelivery(queue, org) || org.customActionDeliver();
        };
        boolean events = switch (this) {
            case WEBHOOK -> org.event().filter(DeliveryBackend.WEBHOOK::equals).isPresent();
            case SQS -> org.event().filter(DeliveryBackend.SQS::equals).isPresent();
            case CRM -> isDelivery(queue, org) && org.customEventDeliver();
        };
        return actions && events ? "message" : events ? "event" : "action";
    }

    private static boolean isDelivery(QueueName queue, OrgQueues org) {
        return queue.equals(QueueName.custom(org.orgId(), "deliver"));
    }
}
