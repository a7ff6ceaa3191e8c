package app.proca.notify.api.link;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.supporter.EmailStatus;

/** Who sends mails for us and reports what became of them, each in words of their own (spec/processing.md, Bounces). */
enum MailProvider {

    MAILJET(Map.of("bounce", EmailStatus.BOUNCE, "blocked", EmailStatus.BLOCKED, "spam", EmailStatus.SPAM,
            "unsub", EmailStatus.UNSUB)) {
        @Override
        boolean isSoft(JsonNode event) {
            return isOf(event, "bounce") && !(event.path("hard_bounce").isBoolean() && event.path("hard_bounce").booleanValue());
        }

        @Override
        String customId(JsonNode event) {
            return event.path("CustomID").asText("");
        }

        @Override
        JsonNode time(JsonNode event) {
            return event.path("time");
        }
    },

    BREVO(Map.of("bounced", EmailStatus.BOUNCE, "hard_bounce", EmailStatus.BOUNCE, "blocked", EmailStatus.BLOCKED,
            "spam", EmailStatus.SPAM, "unsubscribed", EmailStatus.UNSUB)) {
        @Override
        boolean isSoft(JsonNode event) {
            return isOf(event, "soft_bounce");
        }

        @Override
        String customId(JsonNode event) {
            return event.path("tags").path(0).asText("");
        }

        @Override
        JsonNode time(JsonNode event) {
            return event.path(event.has("ts_event") ? "ts_event" : "ts");
        }
    };

    private static final Pattern ACTION = Pattern.compile("action:([0-9]{1,18})");
    private static final Pattern DOMAIN = Pattern.compile("[^@]+@([A-Za-z0-9.-]{1,253})");
    private static final int NAME = 1;
    /** The year 9999: what is later is no time in seconds. */
    private static final long LATEST = 253_402_300_799L;

    private final Map<String, EmailStatus> statuses;

    MailProvider(Map<String, EmailStatus> statuses) {
        this.statuses = statuses;
    }

    /** Empty for what does not matter: other events, mails about other things, and what is no event at all. */
    Optional<MailReport> read(JsonNode event) {
        return isSoft(event) ? Optional.of(new MailReport.Soft(domain(event))) : lost(event);
    }

    abstract boolean isSoft(JsonNode event);

    abstract String customId(JsonNode event);

    /** Of the event, in seconds since 1970. */
    abstract JsonNode time(JsonNode event);

    private Optional<MailReport> lost(JsonNode event) {
        Matcher action = ACTION.matcher(customId(event));
        return action.matches()
                ? Optional.ofNullable(statuses.get(event.path("event").asText("")))
                        .map(status -> new MailReport.Lost(Long.parseLong(action.group(NAME)), status, happened(event)))
                : Optional.empty();
    }

    private @Nullable Instant happened(JsonNode event) {
        long seconds = time(event).asLong(0);
        return seconds > 0 && seconds <= LATEST ? Instant.ofEpochSecond(seconds) : null;
    }

    private static boolean isOf(JsonNode event, String kind) {
        return event.path("event").asText("").equals(kind);
    }

    private static String domain(JsonNode event) {
        Matcher address = DOMAIN.matcher(event.path("email").asText(""));
        return address.matches() ? address.group(NAME) : "an unknown domain";
    }
}
