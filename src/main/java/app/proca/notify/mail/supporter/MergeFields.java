package app.proca.notify.mail.supporter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.CampaignStats;

/** What templates are filled with (spec/processing.md): names in camelCase, what is not known is left out. */
final class MergeFields {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern WORD_BREAK = Pattern.compile("_+([^_])");

    private MergeFields() {}

    /** @param asksToConfirm what the links of the mail are for */
    static Map<String, Object> of(ActionTold told, MailingPage page, Standing standing, CampaignStats stats,
            SupporterLinks links, boolean asksToConfirm) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        // First, so that they replace none of ours. Proca knows them in camelCase only
        told.action().given().forEach((name, value) -> fields.put(camelCase(name), value));
        fields.putAll(told.action().given());
        fields.putAll(person(told, standing));
        fields.put("actionId", told.actionId());
        fields.put("actionType", told.action().actionType());
        fields.put("createdAt", told.action().createdAt().replace('T', ' '));
        fields.put("isActionType", Map.of(told.action().actionType(), true));
        fields.put("test", told.action().testing());
        fields.put("org", named(told.org()));
        fields.put("campaign", campaign(told, page, stats));
        fields.put("actionPage", page(told.actionPage()));
        fields.put("privacy", known(told.agreed()));
        if (told.tracking() != null) {
            fields.putAll(tracking(told.tracking()));
        }
        fields.put("doiLink", asksToConfirm ? links.acceptAndOptIn() : links.optIn());
        fields.put("confirmLink", asksToConfirm ? links.accept() : links.optIn());
        fields.put("rejectLink", links.reject());
        return known(fields);
    }

    private static Map<String, @Nullable Object> person(ActionTold told, Standing standing) {
        ActionTold.Person person = told.contact();
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("firstName", person.firstName());
        fields.put("lastName", person.familyName());
        fields.put("email", person.email());
        fields.put("ref", person.reference());
        fields.put("isDupe", (person.dupeRank() == null ? standing.dupeRank() : person.dupeRank()) > 0);
        return fields;
    }

    private static Map<String, Object> named(ActionTold.Named named) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("name", named.name());
        fields.put("title", named.title());
        return known(fields);
    }

    private static Map<String, Object> page(ActionTold.Page page) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("name", page.name());
        fields.put("locale", page.locale());
        return known(fields);
    }

    /** As templates of Proca read them: of the maps by org and by area, the number of the page's org and of this area. */
    private static Map<String, Object> campaign(ActionTold told, MailingPage page, CampaignStats stats) {
        Map<String, Object> fields = named(told.campaign());
        String area = told.contact().area();
        fields.put("stats", Map.of("supporterCount", stats.supporterCount(),
                "supporterCountByOrg", stats.supporterCountByOrg().getOrDefault(page.orgId(), 0L),
                "supporterCountByArea", area == null ? 0L : stats.supporterCountByArea().getOrDefault(area, 0L),
                "actionCount", stats.actionCount()));
        return fields;
    }

    /** With what makes a link of them, and the tokens by which a template tells variants of its wording apart. */
    private static Map<String, Object> tracking(Map<String, @Nullable Object> tracking) {
        Map<String, Object> fields = known(tracking);
        Map<String, Object> variant = Map.of();
        if (fields.get("location") instanceof String location) {
            fields.put("encodedLocation", encoded(location));
        }
        if (fields.get("content") instanceof String content) {
            fields.put("encodedContent", encoded(content));
            variant = SPACE.splitAsStream(content).filter(token -> !token.isEmpty()).distinct()
                    .collect(Collectors.toUnmodifiableMap(token -> token, token -> true));
        }
        return Map.of("tracking", fields, "variant", variant);
    }

    /** For the query of a link. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String camelCase(String name) {
        return WORD_BREAK.matcher(name).replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
    }

    private static Map<String, Object> known(Map<String, @Nullable Object> fields) {
        Map<String, Object> known = new HashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }
}
