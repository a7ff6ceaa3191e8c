package app.proca.notify.api.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.HttpResponseStatus;
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

    String contentType() {
        return mediaType + "; charset=utf-8";
    }

    /** @param answer one answer, or the list of a batch's */
    int status(Object answer) {
        return this == GRAPHQL && answer instanceof Map<?, ?> single && !single.containsKey("data")
                ? HttpResponseStatus.BAD_REQUEST.code()
                : HttpResponseStatus.OK.code();
    }
}
