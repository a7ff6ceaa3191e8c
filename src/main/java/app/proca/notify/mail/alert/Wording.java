package app.proca.notify.mail.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What the mails say in words, in English; templates in other languages have the facts.
 *
 * @param org the org's title
 * @param service {@code webhook}, {@code SQS queue} or {@code CRM}
 * @param thing {@code action}, {@code event} or {@code message}
 */
record Wording(String org, String service, String thing) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern ANSWERED = Pattern.compile("it answered (\\d{3})(.*)", Pattern.DOTALL);

    /** The fields of {@code alert_missed}. */
    Map<String, Object> missed(long count, Instant since, String reason) {
        String why = present(reason);
        return Map.of("service", service, "count", count, "things", things(count), "since", TIME.format(since), "reason", why,
                "sentence", "The %s of %s has missed %d %s since %s; %s.".formatted(service, org, count, things(count),
                        TIME.format(since), why));
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
