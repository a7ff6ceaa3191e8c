package app.proca.notify.api;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Beginning;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.common.ClientFault;
import app.proca.notify.live.Cursor;
import app.proca.notify.live.LiveLog;
import app.proca.notify.live.PageNews;
import app.proca.notify.live.Scope;
import app.proca.notify.org.Org;
import app.proca.notify.user.Viewer;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** News of action pages (spec/graphql.md, Subscription). */
@GraphQLApi
@ApplicationScoped
public class PageNewsApi {

    private final CurrentViewer current;
    private final Beginning beginning;
    private final LiveLog live;

    PageNewsApi(CurrentViewer current, Beginning beginning, LiveLog live) {
        this.current = current;
        this.beginning = beginning;
        this.live = live;
    }

    /**
     * Pages of the org, or of the instance, that are created, changed or made live, each as it was committed and as the
     * viewer may see it when it is sent.
     *
     * @param since a cursor: first all that was missed after it
     */
    @Subscription
    public Multi<@NonNull ActionPageView> actionPageUpserted(String orgName, String since) {
        Supplier<Optional<Viewer>> viewer = current.following();
        return beginning.after(source(orgName, since), source -> source).map(news -> ActionPageView.of(news, viewer.get()));
    }

    /** Where the news end now: whoever reads pages after this and then subscribes {@code since} it misses nothing. */
    @Query
    public Uni<@NonNull String> actionPageCursor() {
        return live.end().map(Cursor::toString);
    }

    private Uni<Multi<PageNews>> source(@Nullable String orgName, @Nullable String since) {
        return Uni.createFrom().item(() -> Optional.ofNullable(since).map(Cursor::parse))
                .chain(cursor -> scope(orgName).chain(scope -> source(scope, cursor)));
    }

    private Uni<Multi<PageNews>> source(Scope scope, Optional<Cursor> cursor) {
        return cursor.map(from -> live.reaches(from).map(reached -> live.since(from, scope)))
                .orElseGet(() -> Uni.createFrom().item(() -> live.fromNow(scope)));
    }

    private static Uni<Scope> scope(@Nullable String orgName) {
        if (orgName == null) {
            return Uni.createFrom().item(Scope.instance());
        }
        return Operations.inSession(() -> Org.<Org>find("name", orgName).firstResult()
                .onItem().ifNull().failWith(() -> ClientFault.notFound("Org not found"))
                .map(org -> Scope.org(org.id)));
    }
}
