package app.proca.notify.api.edge;

import app.proca.notify.user.Guesses;
import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that is not even an operation, with the HTTP status and the code that say so. */
public class Refused extends RuntimeException {

    private final int status;
    private final String code;

    private Refused(HttpResponseStatus status, String code, String message) {
        super(message, null, false, false);
        this.status = status.code();
        this.code = code;
    }

    /** @param message what is wrong with it, without repeating it */
    public static Refused badRequest(String message) {
        return new Refused(HttpResponseStatus.BAD_REQUEST, "bad_request", message);
    }

    static Refused unauthorized(Credentials credentials) {
        return new Refused(HttpResponseStatus.UNAUTHORIZED, "unauthorized", credentials instanceof Credentials.Basic
                ? "Can not authenticate with these Basic HTTP credentials"
                : credentials instanceof Credentials.Jwt
                        ? "Can not authenticate with this JWT: it is expired, not signed with a key that we know, or nobody's"
                        : "Can not authenticate with this API token");
    }

    static Refused tooManyRequests(String message) {
        return new Refused(HttpResponseStatus.TOO_MANY_REQUESTS, Guesses.TOO_MANY, message);
    }

    static Refused wrongMethod(String message) {
        return new Refused(HttpResponseStatus.METHOD_NOT_ALLOWED, "method_not_allowed", message);
    }

    static Refused tooLarge(long limit) {
        return new Refused(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "payload_too_large",
                "The request body is larger than " + limit + " bytes");
    }

    static Refused wrongContentType() {
        return new Refused(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
                "Send the request as application/json");
    }

    static Refused unavailable() {
        return new Refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "unavailable",
                "Nobody can be signed in at the moment, try again");
    }

    public int status() {
        return status;
    }

    /** True where the caller could not know better. */
    boolean isOurs() {
        return status >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code();
    }

    String code() {
        return code;
    }
}
