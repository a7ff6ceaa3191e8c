package app.proca.notify.api.edge;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

import app.proca.notify.api.scalar.DateTime;
import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Json;
import app.proca.notify.user.Viewer;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

/** Operations in tests only: everything that can happen at the edge. */
@GraphQLApi
public class EdgeProbe {

    public static final AtomicInteger EMITTED = new AtomicInteger();
    /** Subscribers of NEWS. */
    public static final AtomicInteger LISTENING = new AtomicInteger();
    public static final AtomicInteger ENDED = new AtomicInteger();
    public static final BroadcastProcessor<Integer> NEWS = BroadcastProcessor.create();
    private static final String LONG_TEXT = "x".repeat(20_000);

    private final CurrentViewer viewer;
    private final CurrentAddress address;

    EdgeProbe(CurrentViewer viewer, CurrentAddress address) {
        this.viewer = viewer;
        this.address = address;
    }

    /** An input with a field of each kind. */
    @Input("ProbeInput")
    public static class ProbeInput {
        public String title;
        public Json config;
        public NaiveDateTime at;
        public List<ProbeInput> pages;
    }

    /** An item with fields resolved in each way. */
    public record ProbeItem(int number) {}

    @Query
    public Uni<@NonNull String> probeViewer() {
        return Uni.createFrom().item(() -> viewer.get().map(Viewer::email).orElse("nobody"));
    }

    @Query
    public @NonNull String probeAddress() {
        return address.get();
    }

    @Query
    public @NonNull String probeViewerBlocking() {
        return viewer.get().map(Viewer::email).orElse("nobody");
    }

    @Query
    public Uni<@NonNull String> probeFault() {
        return Uni.createFrom().failure(ClientFault.invalid(List.of(Problem.of("name", "can't be blank"),
                Problem.of("title", "has invalid format"))));
    }

    @Query
    public @NonNull String probeCodedFaultBlocking() {
        throw ClientFault.notFound();
    }

    @Query
    public Uni<@NonNull String> probeBug() {
        return Uni.createFrom().failure(new IllegalStateException("secret"));
    }

    @Query
    public Uni<@NonNull ProbeItem> probeItem() {
        return Uni.createFrom().item(new ProbeItem(1));
    }

    @Query
    public Uni<@NonNull List<@NonNull ProbeItem>> probeItems() {
        return Uni.createFrom().item(List.of(new ProbeItem(1), new ProbeItem(2)));
    }

    public Uni<@NonNull ProbeItem> self(@Source ProbeItem item) {
        return Uni.createFrom().item(item);
    }

    public Uni<List<String>> batched(@Source List<ProbeItem> items) {
        return Uni.createFrom().item(items.stream().map(item -> item.number() + " of " + items.size()).toList());
    }

    public Uni<String> seenBy(@Source ProbeItem item) {
        return Uni.createFrom().item(() -> viewer.get().map(Viewer::email).orElse("nobody"));
    }

    public Uni<String> text(@Source ProbeItem item) {
        return Uni.createFrom().item(LONG_TEXT);
    }

    @Query
    public DateTime probeTime(DateTime at) {
        return at;
    }

    @Mutation
    public Uni<@NonNull String> probeGiven(Context context, @NonNull ProbeInput input) {
        return Uni.createFrom().item(GivenArguments.of(context, "input").stream().sorted().toList() + " "
                + GivenArguments.ofEach(context, "input", "pages").stream().map(given -> given.stream().sorted().toList())
                        .toList());
    }

    @Mutation
    public Uni<Json> probeJson(Json json, ProbeInput input) {
        return Uni.createFrom().item(json == null ? input.config : json);
    }

    @Subscription
    public Multi<@NonNull ProbeItem> probeNews() {
        return NEWS.onOverflow().buffer(10).map(ProbeItem::new).onSubscription().invoke(LISTENING::incrementAndGet)
                .onTermination().invoke(ENDED::incrementAndGet).onTermination().invoke(LISTENING::decrementAndGet);
    }

    @Subscription
    public Multi<@NonNull ProbeItem> probeFlood() {
        return Multi.createFrom().range(0, 100_000).map(ProbeItem::new)
                .invoke(EMITTED::incrementAndGet)
                .onTermination().invoke(ENDED::incrementAndGet);
    }

    @Subscription
    public Multi<@NonNull ProbeItem> probeThree() {
        return Multi.createFrom().range(1, 4).map(ProbeItem::new);
    }

    @Subscription
    public Multi<@NonNull ProbeItem> probeBroken() {
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(new ProbeItem(1)),
                Multi.createFrom().failure(ClientFault.notFound("Org not found")));
    }
}
