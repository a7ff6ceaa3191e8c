package app.proca.notify.api.edge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.Router;

/** What else tells what the API has, the page to try it and the schema as a file, is not there where the API itself does not tell. */
@ApplicationScoped
class Guides {

    private static final String WHERE = "/graphiql(?:/.*)?|/api/schema\\.graphql";
    /** Before those who would answer. */
    private static final int ORDER = -200;

    private final EdgeSettings settings;

    Guides(EdgeSettings settings) {
        this.settings = settings;
    }

    void close(@Observes Router router) {
        if (!settings.introspection()) {
            router.routeWithRegex(WHERE).order(ORDER)
                    .handler(routing -> routing.response().setStatusCode(HttpResponseStatus.NOT_FOUND.code()).end());
        }
    }
}
