package app.proca.notify.message;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * {@code proca:event:2}, {@code email_status}: what became known of a supporter's address, as one org that holds a contact
 * sees the supporter (spec/amqp.md). Custom fields keep their keys, which Proca turns into camelCase.
 */
@RegisterForReflection
public record EmailStatusChanged(ActionPart action, long actionId, PagePart actionPage, long actionPageId,
        CampaignPart campaign, long campaignId, String eventType, String schema, Body supporter, String timestamp,
        @Nullable TrackingPart tracking) {

    /** What happened. */
    public static final String EVENT = "email_status";

    /** The supporter, as the org sees them. */
    @RegisterForReflection
    public record Body(Map<String, @Nullable Object> contact, HeldContact.@Nullable PersonalInfo personalInfo,
            HeldContact.Privacy privacy) {}

    /** @param signed the action by which the supporter came */
    public static EmailStatusChanged of(SignedAction signed, HeldContact held, Instant when) {
        return new EmailStatusChanged(ActionPart.of(signed.action(), signed.donation()), signed.action().id,
                PagePart.of(signed.page(), signed.campaign(), signed.org()), signed.page().id,
                CampaignPart.of(signed.campaign()), signed.campaign().id, EVENT, Schemas.EVENT,
                new Body(held.contactPart(), held.personalInfo(), held.privacy(false)), Times.wire(when),
                TrackingPart.of(signed.source()));
    }
}
