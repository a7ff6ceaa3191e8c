package app.proca.notify.mail.alert;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;

/** Whom a queue is for, as its owners call it. */
enum Recipient {

    WEBHOOK("wrk\\.\\d+\\.webhook", "webhook"), SQS("wrk\\.\\d+\\.sqs", "SQS queue"), CRM("cus\\.\\d+\\..+", "CRM"),
    /** One of two webhooks, while the other one works. */
    EVENTS_WEBHOOK("wrk\\.\\d+\\.webhook/events", "webhook for events"),
    ACTIONS_WEBHOOK("wrk\\.\\d+\\.webhook/actions", "webhook for actions"),
    /** Who sends the org's mails to supporters. */
    MAILS("wrk\\.\\d+\\.email\\.supporter", "mail server");

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

    /** What its messages are: {@code mail}, {@code action}, {@code event}, or {@code message} where they are of both kinds. */
    String thing(QueueName queue, OrgQueues org) {
        if (this == MAILS) {
            return "supporter mail";
        }
        boolean actions = switch (this) {
            case WEBHOOK -> org.push().filter(DeliveryBackend.WEBHOOK::equals).isPresent();
            case SQS -> org.push().filter(DeliveryBackend.SQS::equals).isPresent();
            case CRM -> !isDelivery(queue, org) || org.customActionDeliver();
            case ACTIONS_WEBHOOK -> true;
            case EVENTS_WEBHOOK, MAILS -> false;
        };
        boolean events = switch (this) {
            case WEBHOOK -> org.event().filter(DeliveryBackend.WEBHOOK::equals).isPresent();
            case SQS -> org.event().filter(DeliveryBackend.SQS::equals).isPresent();
            case CRM -> isDelivery(queue, org) && org.customEventDeliver();
            case EVENTS_WEBHOOK -> true;
            case ACTIONS_WEBHOOK, MAILS -> false;
        };
        return actions && events ? "message" : events ? "event" : "action";
    }

    private static boolean isDelivery(QueueName queue, OrgQueues org) {
        return queue.equals(QueueName.custom(org.orgId(), "deliver"));
    }
}
