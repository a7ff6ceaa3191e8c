package app.proca.notify.confirm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.user.User;

/**
 * All that mails and events tell of a Confirm, as it is now (spec/amqp.md, Bodies).
 *
 * @param template the name of the mail that asks
 * @param fields camelCase
 */
public record ConfirmFacts(String template, Map<String, Object> fields) {

    public ConfirmFacts {
        fields = Map.copyOf(fields);
    }

    static ConfirmFacts of(Confirm confirm, String template, @Nullable User creator, Map<String, Object> added, String domain) {
        Map<String, Object> fields = new LinkedHashMap<>(added);
        fields.put("operation", confirm.operation.wireName());
        fields.put("email", orEmpty(confirm.email));
        fields.put("message", orEmpty(confirm.message));
        fields.put("subjectId", confirm.subjectId);
        fields.put("objectId", orEmpty(confirm.objectId));
        fields.put("code", confirm.code);
        fields.put("creator", creator == null ? Map.of() : named(creator));
        fields.put("acceptLink", link("accept", confirm, domain));
        fields.put("rejectLink", link("reject", confirm, domain));
        return new ConfirmFacts(template, fields);
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static Map<String, @Nullable Object> named(User creator) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("email", creator.email);
        named.put("jobTitle", creator.jobTitle);
        return named;
    }

    private static String link(String verb, Confirm confirm, String domain) {
        String link = "https://" + domain + "/link/" + verb + "/" + confirm.code;
        if (confirm.email != null) {
            return link + "?email=" + URLEncoder.encode(confirm.email, StandardCharsets.UTF_8);
        }
        return confirm.objectId == null ? link : link + "?id=" + confirm.objectId;
    }
}
