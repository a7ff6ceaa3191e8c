package app.proca.notify.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

/**
 * Leads from {@code /desk} to the operator's page at {@code /desk/}: files of {@code META-INF/resources/desk}, which ask the
 * API as any other client does.
 */
@ApplicationScoped
class DeskPage {

    void open(@Observes Router router) {
        // a route by path would take the page's own address, too; relative, for proxies that put us below a path of theirs
        router.getWithRegex("/desk").handler(routing -> routing.redirect("desk/"));
    }
}
