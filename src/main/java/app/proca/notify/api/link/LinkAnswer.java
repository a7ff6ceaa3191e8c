package app.proca.notify.api.link;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Errors;
import app.proca.notify.api.edge.Refused;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;

/** What a visitor gets to see: the next page, or what is wrong, as JSON. */
final class LinkAnswer {

    static final String MALFORMED = "malformed link";

    /** A path of this server; two slashes, or a backslash that browsers take for one, would begin another's name. */
    private static final Pattern LOCAL = Pattern.compile("/(?:[!-\\[\\]-~&&[^/]][!-\\[\\]-~]*)?");
    private static final String CHALLENGE =
            "Basic realm=\"Sign in; if you were invited, with that address and a password of your choice\", charset=\"UTF-8\"";
    private static final Map<Object, Response.Status> STATUSES = Map.of(
            "unauthorized", Response.Status.UNAUTHORIZED,
            "permission_denied", Response.Status.FORBIDDEN,
            "not_found", Response.Status.NOT_FOUND,
            "too_many_requests", Response.Status.TOO_MANY_REQUESTS);

    private LinkAnswer() {}

    /** @param redirect where to, as the link says; elsewhere than here leads to the front page */
    static Response next(@Nullable String redirect) {
        return notKept(Response.status(Response.Status.FOUND)).header(HttpHeaders.LOCATION, local(redirect)).build();
    }

    static String local(@Nullable String redirect) {
        return redirect != null && LOCAL.matcher(redirect).matches() ? redirect : "/";
    }

    static Response wrong(Throwable failure) {
        Response.StatusType status = status(failure);
        Response.ResponseBuilder answer = notKept(Response.status(status)).type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("errors", messages(failure).stream().map(message -> Map.of("message", message)).toList()));
        return status.getStatusCode() == Response.Status.UNAUTHORIZED.getStatusCode()
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE).build()
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
        return failure instanceof ClientFault fault
                ? STATUSES.getOrDefault(fault.problems().get(0).extensions().getOrDefault("code", ""),
                        Response.Status.BAD_REQUEST)
                : Response.Status.INTERNAL_SERVER_ERROR;
    }

    /** A link does something each time. */
    private static Response.ResponseBuilder notKept(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
