package app.proca.notify.mail.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What the mails say in words, in English; templates in other languages have the facts.
 *
 * @param org the org's title
 * @param service {@code webhook}, {@code SQS queue}, {@code CRM} or {@code mail server}
 * @param thing {@code action}, {@code event}, {@code message} or {@code supporter mail}
 */
record Wording(String org, String service, String thing) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern ANSWERED = Pattern.compile("it answered (\\d{3})(.*)", Pattern.DOTALL);

    /**
     * The fields of {@code alert_missed}.
     *
     * @param count null where nobody knows: then there is none
     */
    Map<String, Object> missed(@Nullable Long count, Instant since, String reason) {
        String why = present(reason);
        String things = things(count == null ? 2 : count);
        Map<String, Object> fields = new HashMap<>(
                Map.of("service", service, "things", things, "since", TIME.format(since), "reason", why, "sentence",
                        "The %s of %s has missed %s%s since %s; %s.".formatted(service, org, count == null ? "" : count + " ",
                                things, TIME.format(since), why)));
        if (count != null) {
            fields.put("count", count);
        }
        return fields;
    }

    /**
     * The fields of {@code alert_recovered}.
     *
     * @param parked messages that were given up meanwhile
     */
    Map<String, Object> recovered(Instant since, Instant now, long parked) {
        return Map.of("service", service, "things", things(2), "since", TIME.format(since), "until", TIME.format(now), "parked",
                parked, "isParked", parked > 0,
                "sentence", "The %s of %s gets its %s again. It had missed them since %s.%s".formatted(service, org, things(2),
                        TIME.format(since), parked == 0 ? ""
                                : " %d of them %s given up: the desk shows which, and why.".formatted(parked,
                                        parked == 1 ? "was" : "were")));
    }

    private String things(long count) {
        return count == 1 ? thing : thing + "s";
    }

    /** Of what still lasts; numbers of HTTP get their names. */
    private static String present(String reason) {
        Matcher answered = ANSWERED.matcher(reason);
        if (!answered.matches()) {
            return reason;
        }
        HttpResponseStatus status = HttpResponseStatus.valueOf(Integer.parseInt(answered.group(1)));
        return "it answers " + status.code() + (status.reasonPhrase().startsWith("Unknown") || status.reasonPhrase().contains("(")
                ? ""
                : " " + status.reasonPhrase()) + answered.group(2);
    }
}
