package app.proca.notify.queue.topology;

import java.util.Locale;
import java.util.Optional;

/**
 * The settings that an org's queues follow from.
 *
 * @param emailBackend whether the org can send mail
 * @param supporterConfirm whether the org or any of its campaigns asks supporters to confirm
 * @param push who takes the org's actions
 * @param event who takes the org's events
 */
public record OrgQueues(long orgId, boolean emailBackend, boolean supporterConfirm, boolean customSupporterConfirm,
        boolean customActionConfirm, boolean customActionDeliver, boolean customEventDeliver,
        Optional<DeliveryBackend> push, Optional<DeliveryBackend> event) {

    /** The services that take messages. */
    public enum DeliveryBackend {
        SQS, WEBHOOK;

        /** The work that their queues are for, and the service's name: {@code webhook}. */
        public String work() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
