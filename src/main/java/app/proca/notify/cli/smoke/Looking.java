package app.proca.notify.cli.smoke;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Subscription;
import app.proca.notify.cli.smoke.receipt.Untold;

/** The checks that change nothing. */
final class Looking {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private Looking() {}

    static List<Check> checks() {
        return List.of(
                Check.look("the service lives and is ready", Looking::health),
                Check.first("GraphQL answers", Looking::graphql),
                Check.first("whoever asks is known", Looking::logIn),
                Check.look("the database is read", Looking::query),
                Check.look("a subscription opens", Looking::subscription),
                Check.look("the broker is there, and has system.deliver", Looking::broker, Means.BROKER));
    }

    private static void health(Scene scene) throws InterruptedException {
        for (String kind : List.of("live", "ready")) {
            HttpResponse<String> answer = scene.service.get(URI.create("/q/health/" + kind));
            if (answer.statusCode() == NOT_FOUND) {
                throw new Untold("nothing tells of it at this address: a proxy may hide /q/health");
            }
            if (answer.statusCode() != OK) {
                throw new NotSeen("/q/health/" + kind + " answers HTTP " + answer.statusCode());
            }
        }
    }

    private static void graphql(Scene scene) throws InterruptedException {
        var unused = scene.service.askAnonymously("{ __typename }", Map.of());
    }

    private static void logIn(Scene scene) throws InterruptedException {
        scene.asking.set(scene.service.ask("{ currentUser { email } }", Map.of()).path("email").asText());
    }

    private static void query(Scene scene) throws InterruptedException {
        var unused = scene.service.ask("{ actionPageCursor }", Map.of());
    }

    private static void subscription(Scene scene) throws InterruptedException {
        Subscription news = scene.service.subscribe("subscription { actionPageUpserted { id } }", scene.patience);
        news.close();
    }

    private static void broker(Scene scene) {
        if (scene.broker().readers("system.deliver").isEmpty()) {
            throw new NotSeen("the queue system.deliver is not there: is it the service's broker?");
        }
    }
}
