package app.proca.notify.ops.queues;

import java.time.Duration;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.common.WireJson;
import app.proca.notify.message.Masked;
import app.proca.notify.queue.broker.Arrival;
import app.proca.notify.queue.broker.Looks.Peeked;
import app.proca.notify.queue.work.Deaths;

/** A message that is in a queue. */
@Type("QueueMessage")
public class QueueMessageView {

    private static final int LARGEST_BODY = 64 * 1024;

    private final String queue;
    private final int position;
    private final Peeked message;
    private final boolean masked;
    private final @Nullable Duration retryDelay;

    /** @param retryDelay where the message rests until it goes back; null elsewhere */
    QueueMessageView(String queue, int position, Peeked message, boolean masked, @Nullable Duration retryDelay) {
        this.queue = queue;
        this.position = position;
        this.message = message;
        this.masked = masked;
        this.retryDelay = retryDelay;
    }

    /** 1 is the next one. */
    public int getPosition() {
        return position;
    }

    public @Nullable String getMessageId() {
        return arrival().messageId();
    }

    /** What happened, as the sender names it. */
    public @Nullable String getType() {
        return arrival().type();
    }

    public @Nullable String getContentType() {
        return arrival().contentType();
    }

    public @Nullable DateTime getSentAt() {
        return Shown.at(arrival().sentAt());
    }

    @NonNull
    public String getExchange() {
        return arrival().exchange();
    }

    @NonNull
    public String getRoutingKey() {
        return arrival().routingKey();
    }

    /** Whether somebody was given it before, or looked at it. */
    public boolean isRedelivered() {
        return message.redelivered();
    }

    /** How often a worker or consumer of this queue rejected it. */
    public int getReturns() {
        return (int) Math.min(Deaths.returns(arrival().headers(), queue), Integer.MAX_VALUE);
    }

    /** Of one that was rejected for the first time and rests: when it goes back. */
    public @Nullable DateTime getDueBackAt() {
        Head.Resting resting = retryDelay == null ? null : Head.resting(message);
        return resting == null || retryDelay == null ? null : Shown.at(resting.due(retryDelay));
    }

    /** Bytes of the body. */
    public int getSize() {
        return arrival().body().length();
    }

    /**
     * Nothing where it is longer than 65,536 bytes, or where it is no JSON object and the caller may not see personal data.
     * Codes by which one could answer for somebody else are hidden from everybody.
     */
    public @Nullable String getBody() {
        if (arrival().body().length() > LARGEST_BODY) {
            return null;
        }
        String body = arrival().body().toString();
        if (!masked) {
            return Masked.secrets(body);
        }
        return WireJson.objectIn(body).isEmpty() ? null : Masked.personalData(body);
    }

    /** Whether personal data is hidden in the body: it is but from those with {@code export_contacts}. */
    public boolean isMasked() {
        return masked;
    }

    private Arrival arrival() {
        return message.arrival();
    }
}
