package app.proca.notify.api.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Tracing;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** GraphQL over HTTP at {@code /api}, in front of the framework's own handler; hands upgrades to {@link Sockets}. */
@ApplicationScoped
class HttpEdge {

    /** Behind the filters for CORS and access logs, before the framework's GraphQL routes. */
    private static final int ORDER = -100;

    /** Where a request comes from. */
    private record Origin(String address, @Nullable String referer, @Nullable String traceparent) {

        static Origin of(HttpServerRequest request) {
            return new Origin(CurrentAddress.of(request), request.getHeader(HttpHeaders.REFERER),
                    request.getHeader(Tracing.HEADER));
        }

        Request request(Object json) {
            return Request.of(json, address, referer, traceparent);
        }
    }

    private final Execution execution;
    private final SigningIn signingIn;
    private final Sockets sockets;
    private final EdgeSettings settings;

    HttpEdge(Execution execution, SigningIn signingIn, Sockets sockets, EdgeSettings settings) {
        this.execution = execution;
        this.signingIn = signingIn;
        this.sockets = sockets;
        this.settings = settings;
    }

    void open(@Observes Router router) {
        router.route("/api").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            sockets.accept(request);
        } else if (request.method().equals(HttpMethod.GET)) {
            answer(routing, Uni.createFrom().item(() -> fromLink(request)), Door.GET);
        } else if (request.method().equals(HttpMethod.POST)) {
            answer(routing, body(request).map(body -> Request.json(body.getBytes())), Door.POST);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
            AnswerType.acceptedBy(routing).refuse(request.response(), Refused.wrongMethod("Use POST, or GET for queries"));
        }
    }

    private void answer(RoutingContext routing, Uni<Object> json, Door door) {
        HttpServerResponse response = routing.response();
        AnswerType type = AnswerType.acceptedBy(routing);
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        Origin origin = Origin.of(routing.request());
        json.chain(read -> signingIn.viewer(routing.request().getHeader(HttpHeaders.AUTHORIZATION), origin.address())
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .chain(viewer -> answers(read, viewer, door, origin)))
                .subscribe().with(answer -> type.write(response, answer), failure -> type.refuse(response, failure));
    }

    private Uni<Object> answers(Object json, Optional<Viewer> viewer, Door door, Origin origin) {
        if (!(json instanceof List<?> batch)) {
            return answer(origin.request(json), viewer, door).map(answer -> answer);
        }
        if (batch.isEmpty() || batch.size() > settings.maxBatch()) {
            throw Refused.badRequest("A batch has 1 to " + settings.maxBatch() + " operations");
        }
        return Multi.createFrom().iterable(batch)
                .onItem().transformToUniAndConcatenate(one -> inBatch(one, viewer, door, origin))
                .collect().asList().map(answers -> answers);
    }

    private Uni<Map<String, @Nullable Object>> answer(Request request, Optional<Viewer> viewer, Door door) {
        return execution.execute(request, () -> viewer, door).map(outcome -> ((Outcome.Single) outcome).answer().body());
    }

    private Uni<Map<String, @Nullable Object>> inBatch(Object json, Optional<Viewer> viewer, Door door, Origin origin) {
        return Uni.createFrom().deferred(() -> answer(origin.request(json), viewer, door))
                .onFailure().recoverWithItem(failure -> Outcome.Answer.of(failure).body())
                .map(answer -> json instanceof Map<?, ?> fields && fields.containsKey("id") ? numbered(fields, answer) : answer);
    }

    private static Map<String, @Nullable Object> numbered(Map<?, ?> request, Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> numbered = new LinkedHashMap<>();
        numbered.put("id", request.get("id"));
        numbered.put("payload", answer);
        return numbered;
    }

    private static Object fromLink(HttpServerRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("query", "operationName", "variables")) {
            if (request.getParam(name) != null) {
                fields.put(name, request.getParam(name));
            }
        }
        return fields;
    }

    private Uni<Buffer> body(HttpServerRequest request) {
        long limit = settings.maxBody().asLongValue();
        if (!isJson(request)) {
            return Uni.createFrom().failure(Refused.wrongContentType());
        }
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            request.exceptionHandler(emitter::fail);
            request.endHandler(ignored -> emitter.complete(body));
            request.handler(part -> {
                if (body.length() + part.length() <= limit) {
                    body.appendBuffer(part);
                } else {
                    request.handler(ignored -> {});
                    emitter.fail(Refused.tooLarge(limit));
                }
            });
        });
    }

    /** GraphiQL's page sends the type twice, in one header; what counts is the first, as for a browser's own rules. */
    private static boolean isJson(HttpServerRequest request) {
        String type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("").toLowerCase(Locale.ROOT);
        return type.split("[;,]", 2)[0].strip().equals("application/json");
    }
}
