package app.proca.notify.api.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Errors;
import app.proca.notify.api.edge.Refused;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.database.Absence;

/** What a visitor gets to see: the next page, or what is wrong, as JSON. */
final class LinkAnswer {

    static final String MALFORMED = "malformed link";
    /** Tells the page that is led to. */
    static final String OPTED_IN = "proca_doi=1";

    /** A path of this server; two slashes, or a backslash that browsers take for one, would begin another's name. */
    private static final Pattern LOCAL = Pattern.compile("/(?:[!-\\[\\]-~&&[^/]][!-\\[\\]-~]*)?");
    private static final String SIGN_IN =
            "Basic realm=\"Sign in; if you were invited, with that address and a password of your choice\", charset=\"UTF-8\"";
    private static final Map<Object, Response.Status> STATUSES = Map.of(
            "unauthorized", Response.Status.UNAUTHORIZED,
            "permission_denied", Response.Status.FORBIDDEN,
            "not_found", Response.Status.NOT_FOUND,
            "too_many_requests", Response.Status.TOO_MANY_REQUESTS);

    private LinkAnswer() {}

    /** @param redirect where to, as the link says; elsewhere than here leads to the front page */
    static Response next(@Nullable String redirect) {
        return found(local(redirect));
    }

    static String local(@Nullable String redirect) {
        return redirect != null && LOCAL.matcher(redirect).matches() ? redirect : "/";
    }

    /**
     * A supporter's link did what it says.
     *
     * @param told what the page that is led to hears of it, as a query
     */
    static Response done(SupporterLinkParameters link, String told) {
        if (link.redirect == null || !link.leadsOn()) {
            return text("SUCCESS");
        }
        return WebAddress.of(link.redirect).map(page -> found(page.with(told)))
                .orElseGet(() -> text("SUCCESS; Could not redirect to a bad URL"));
    }

    /** Back to the page where supporters opt in, wherever that is. */
    static Response backToPage(Optional<String> location) {
        return found(location.flatMap(WebAddress::of).map(page -> page.with(OPTED_IN)).orElse("/?" + OPTED_IN));
    }

    /** What is wrong; a browser asks for a password where one is needed. */
    static Response wrong(Throwable failure) {
        return wrong(failure, SIGN_IN);
    }

    /** @param challenge how to say who one is, where that is wrong */
    static Response wrong(Throwable failure, String challenge) {
        Response.StatusType status = status(failure);
        Response.ResponseBuilder answer = notKept(Response.status(status)).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("errors", messages(failure).stream().map(message -> Map.of("message", message)).toList()));
        return status.getStatusCode() == Response.Status.UNAUTHORIZED.getStatusCode()
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge).build()
                : answer.build();
    }

    /** Once more with a password of another form: a browser asks again. */
    static ClientFault otherPassword(ClientFault wrong) {
        return ClientFault
                .unauthorized("The password " + String.join(", ", wrong.problems().stream().map(Problem::message).toList()));
    }

    private static List<String> messages(Throwable failure) {
        return Errors.told(failure).stream().map(error -> String.valueOf(error.get("message"))).toList();
    }

    private static Response.StatusType status(Throwable failure) {
        if (failure instanceof Refused refused) {
            return Response.Status.fromStatusCode(refused.status());
        }
        if (Absence.explains(failure)) {
            return Response.Status.SERVICE_UNAVAILABLE;
        }
        return failure instanceof ClientFault fault
                ? STATUSES.getOrDefault(fault.problems().get(0).extensions().getOrDefault("code", ""),
                        Response.Status.BAD_REQUEST)
                : Response.Status.INTERNAL_SERVER_ERROR;
    }

    private static Response found(String location) {
        return notKept(Response.status(Response.Status.FOUND)).header(HttpHeaders.LOCATION, location).build();
    }

    private static Response text(String text) {
        return notKept(Response.ok(text, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))).build();
    }

    /** A link does something each time. */
    private static Response.ResponseBuilder notKept(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
