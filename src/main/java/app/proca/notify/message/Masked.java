package app.proca.notify.message;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;

/**
 * Bodies for those who may not see personal data. What is known to be harmless stays, by its place in the message; all else, also
 * what is not known, becomes {@code …}. Values that are null stay null, so that one sees what is missing.
 */
public final class Masked {

    /** Stands for what is left out. */
    public static final String MARK = "…";

    /** The objects that are shown, and of each the keys whose values are. */
    private static final Map<String, Set<String>> HARMLESS = Map.ofEntries(
            Map.entry("", Set.of("schema", "stage", "eventType", "timestamp", "actionId", "actionPageId", "campaignId", "orgId",
                    // mails
                    "senderId", "template", "locale", "about")),
            Map.entry("action", Set.of("actionType", "createdAt", "testing")),
            Map.entry("actionPage", Set.of("id", "locale", "name", "supporterConfirmTemplate", "thankYouTemplate",
                    "thankYouTemplateRef")),
            Map.entry("campaign", Set.of("id", "contactSchema", "externalId", "name", "title")),
            Map.entry("campaign/org", Set.of("name", "title")),
            Map.entry("org", Set.of("id", "name", "title")),
            Map.entry("contact", Set.of("dupeRank")),
            Map.entry("personalInfo", Set.of()),
            Map.entry("personalInfo/encryptKey", Set.of("id")),
            Map.entry("personalInfo/signKey", Set.of("id")),
            Map.entry("privacy", Set.of("emailStatus", "emailStatusChanged", "givenAt", "optIn", "withConsent")),
            Map.entry("tracking", Set.of("campaign", "medium", "source")),
            Map.entry("supporter", Set.of()),
            Map.entry("supporter/contact", Set.of("dupeRank")),
            Map.entry("supporter/personalInfo", Set.of()),
            Map.entry("supporter/personalInfo/encryptKey", Set.of("id")),
            Map.entry("supporter/personalInfo/signKey", Set.of("id")),
            Map.entry("supporter/privacy", Set.of("emailStatus", "emailStatusChanged", "givenAt", "optIn", "withConsent")),
            Map.entry("confirm", Set.of("operation", "subjectId", "objectId")),
            Map.entry("confirm/campaign", Set.of("name", "title")),
            Map.entry("confirm/org", Set.of("name", "title")));

    /** Whoever knows it may answer for somebody else: in no message that an operator sees. */
    private static final Set<String> SECRETS = Set.of("code", "acceptLink", "rejectLink", "unsubscribe");

    private Masked() {}

    /** The message without personal data; of what is no JSON object, the mark alone. */
    public static String personalData(String body) {
        return WireJson.objectIn(body).map(message -> WireJson.write(masked(message, "")))
                .orElseGet(() -> WireJson.write(MARK));
    }

    /** The message without codes that let one answer for somebody else; what is no JSON object stays. */
    public static String secrets(String body) {
        return WireJson.objectIn(body).filter(Masked::hasSecret)
                .map(message -> WireJson.write(withoutSecrets((Map<?, ?>) message)))
                .orElse(body);
    }

    private static Map<String, @Nullable Object> masked(Map<?, ?> object, String place) {
        Map<String, @Nullable Object> masked = new TreeMap<>();
        object.forEach((key, value) -> masked.put(key.toString(), masked(value, place, key.toString())));
        return masked;
    }

    private static @Nullable Object masked(@Nullable Object value, String place, String key) {
        String inner = place.isEmpty() ? key : place + "/" + key;
        if (value instanceof Map<?, ?> object) {
            return HARMLESS.containsKey(inner) ? masked(object, inner) : MARK;
        }
        if (value == null) {
            return null;
        }
        return !(value instanceof List<?>) && HARMLESS.getOrDefault(place, Set.of()).contains(key) ? value : MARK;
    }

    private static boolean hasSecret(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .anyMatch(
                            entry -> SECRETS.contains(entry.getKey()) || entry.getValue() != null && hasSecret(entry.getValue()));
        }
        return value instanceof List<?> list && list.stream().anyMatch(inner -> inner != null && hasSecret(inner));
    }

    private static @Nullable Object withoutSecrets(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return withoutSecrets(object);
        }
        return value instanceof List<?> list ? list.stream().map(Masked::withoutSecrets).toList() : value;
    }

    private static Map<String, @Nullable Object> withoutSecrets(Map<?, ?> object) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        object.forEach((key, inner) -> shown.put(key.toString(),
                SECRETS.contains(key.toString()) && inner != null ? MARK : withoutSecrets(inner)));
        return shown;
    }
}
