package app.proca.notify.queue.events;

import app.proca.notify.message.ConfirmCreated;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.queue.topology.OrgExchanges;

/** Notifications for an org's event exchange. */
final class EventMessage {

    private EventMessage() {}

    /** Routed as {@code system.<event>}, which also leads to the instance's own {@code system.deliver}. */
    static NewNotification system(long orgId, String subject, String event, String body) {
        return message(orgId, subject, event, "system." + event, body);
    }

    /** Routed as {@code supporter.<event>}. */
    static NewNotification supporter(long orgId, String subject, String event, String body) {
        return message(orgId, subject, event, "supporter." + event, body);
    }

    /** Routed as {@code confirm_created.<operation>}. */
    static NewNotification confirm(long orgId, String subject, String operation, String body) {
        return message(orgId, subject, ConfirmCreated.EVENT, ConfirmCreated.EVENT + "." + operation, body);
    }

    private static NewNotification message(long orgId, String subject, String event, String routingKey, String body) {
        return new NewNotification(Channel.BROKER, orgId, subject, event, new OrgExchanges(orgId).event().value(), routingKey,
                body);
    }
}
