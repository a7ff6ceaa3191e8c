package app.proca.notify.api;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Source;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Times;
import app.proca.notify.stats.PageStatus;
import app.proca.notify.stats.Sighting;
import app.proca.notify.stats.Sightings;
import io.smallrye.mutiny.Uni;

/** When and where pages were last seen active, for their own people. Asked once for all pages of an answer. */
@GraphQLApi
@ApplicationScoped
public class PageStatusApi {

    private final Sightings sightings;
    private final Clock clock;

    PageStatusApi(Sightings sightings, Clock clock) {
        this.sightings = sightings;
        this.clock = clock;
    }

    /** Whether actions come in. */
    public Uni<List<PageStatus>> status(@Source List<ActionPageView.Private> pages) {
        LocalDateTime now = Times.now(clock);
        return each(pages, seen -> PageStatus.of(seen.map(Sighting::seenAt), now));
    }

    /** Where the page was when an action last said so; null where none did. */
    public Uni<List<@Nullable String>> location(@Source List<ActionPageView.Private> pages) {
        return each(pages, PageStatusApi::place);
    }

    private static @Nullable String place(Optional<Sighting> seen) {
        return seen.isEmpty() ? null : seen.get().location();
    }

    /** In the order of the pages. */
    private <T extends @Nullable Object> Uni<List<T>> each(List<ActionPageView.Private> pages,
            Function<Optional<Sighting>, T> view) {
        List<Long> ids = pages.stream().map(page -> (long) page.getId()).toList();
        return sightings.of(ids).map(found -> {
            List<T> views = new ArrayList<>(ids.size());
            ids.forEach(id -> views.add(view.apply(Optional.ofNullable(found.get(id)))));
            return views;
        });
    }
}
