package app.proca.notify.api.edge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What a browser sees at {@code /}: what answers here, and where. Nobody logs in there: that goes over the API alone. */
@ApplicationScoped
class LandingPage {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Proca Notify</title></head>
            <body>
            <h1>Proca Notify</h1>
            <p>The notification server for campaigning organisations.</p>
            <ul>
            %s
            <li><code>/api</code>: the API, GraphQL over HTTP and WebSocket; logging in and registering go over it, too</li>
            <li><a href="/health">Health</a></li>
            </ul>
            </body>
            </html>
            """;

    private static final String TRY_IT = "<li><a href=\"/graphiql/\">GraphiQL</a>: try the API</li>";

    private final String page;

    LandingPage(EdgeSettings settings) {
        this.page = PAGE.formatted(settings.introspection() ? TRY_IT : "");
    }

    void open(@Observes Router router) {
        router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::answer);
    }

    private void answer(RoutingContext routing) {
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8").end(page);
    }
}
