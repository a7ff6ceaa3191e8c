package app.proca.notify.api.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;

/** What an answer is written as, by what the caller accepts: the two types of "GraphQL over HTTP". */
enum AnswerType {

    /** Its own type: the status tells whether the operation was executed. */
    GRAPHQL("application/graphql-response+json"),
    /** Proca's, and everybody's who does not ask: status 200 also where the operation could not begin. */
    JSON("application/json");

    private final String mediaType;

    AnswerType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The first that the caller names, by weight. */
    static AnswerType acceptedBy(RoutingContext routing) {
        List<MIMEHeader> accepted = routing.parsedHeaders().accept();
        return accepted.stream()
                .flatMap(header -> Arrays.stream(values()).filter(type -> type.mediaType.equalsIgnoreCase(header.value())))
                .findFirst()
                .orElse(JSON);
    }

    /** @param answer one answer, or the list of a batch's */
    void write(HttpServerResponse response, Object answer) {
        boolean notExecuted = answer instanceof Map<?, ?> single && !single.containsKey("data");
        write(response, (this == GRAPHQL && notExecuted ? HttpResponseStatus.BAD_REQUEST : HttpResponseStatus.OK).code(), answer);
    }

    /** Says what is wrong with a request that is no operation, or whose sender is not who they say. */
    void refuse(HttpServerResponse response, Throwable failure) {
        int status = failure instanceof Refused refused ? refused.status() : HttpResponseStatus.INTERNAL_SERVER_ERROR.code();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("data", null);
        body.put("errors", new ArrayList<>(Errors.told(failure)));
        write(response, status, body);
    }

    private void write(HttpServerResponse response, int status, Object body) {
        if (!response.ended() && !response.closed()) {
            if (status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()) {
                // the rest of the body is not worth waiting for
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, mediaType + "; charset=utf-8")
                    .end(Request.write(body));
        }
    }
}
