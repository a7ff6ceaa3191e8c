package app.proca.notify.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** {@code proca:action:2}: what a supporter did, as one org sees them (spec/amqp.md, Bodies). */
@RegisterForReflection
public record ActionMessage(ActionPart action, long actionId, PagePart actionPage, long actionPageId, CampaignPart campaign,
        long campaignId, Map<String, @Nullable Object> contact, OrgName org, long orgId,
        HeldContact.@Nullable PersonalInfo personalInfo, HeldContact.Privacy privacy, String schema, String stage,
        @Nullable TrackingPart tracking) {

    /** AMQP's, in bytes. */
    private static final int LONGEST_KEY = 255;

    /** Routed as {@code <actionType>.<campaign name>}, as much of it as AMQP takes: queues are bound to all of them. */
    public static String routingKey(SignedAction signed) {
        CharBuffer key = CharBuffer.wrap(signed.action().actionType + "." + signed.campaign().name);
        var unused = StandardCharsets.UTF_8.newEncoder().encode(key, ByteBuffer.allocate(LONGEST_KEY), true);
        return key.flip().toString();
    }

    /**
     * The body, in the version that the receiving org reads.
     *
     * @param version 1 or 2
     */
    public static String render(int version, SignedAction signed, HeldContact held, Stage stage) {
        return WireJson.write(version == 1 ? ActionMessageV1.of(signed, held, stage) : of(signed, held, stage));
    }

    static ActionMessage of(SignedAction signed, HeldContact held, Stage stage) {
        return new ActionMessage(ActionPart.of(signed.action(), signed.donation()), signed.action().id,
                PagePart.of(signed.page(), signed.campaign(), signed.org()), signed.page().id,
                CampaignPart.of(signed.campaign()), signed.campaign().id, held.contactPart(), OrgName.of(signed.org()),
                signed.org().id, held.personalInfo(), held.privacy(signed.action().withConsent), Schemas.ACTION,
                stage.wireName(), TrackingPart.of(signed.source()));
    }
}
