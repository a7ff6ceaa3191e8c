package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;

class PlacesTest {

    private final Places places = new Places(2);
    private final List<UniEmitter<? super String>> running = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void no_more_happens_at_once_than_there_are_places_and_the_rest_follows_in_turn() {
        for (int i = 0; i < 4; i++) {
            begin();
        }
        assertThat(running).hasSize(2);

        running.get(0).complete("first");

        assertThat(running).hasSize(3);
        assertThat(done).containsExactly("first");
    }

    @Test
    void failures_and_those_who_give_up_leave_their_places() {
        Cancellable first = begin();
        begin();
        Cancellable waiting = begin();
        begin();

        waiting.cancel();
        first.cancel();
        running.get(1).fail(new IllegalStateException("broken"));
        begin();

        assertThat(running).hasSize(4);
        assertThat(done).containsExactly("broken");
    }

    @CanIgnoreReturnValue
    private Cancellable begin() {
        return places.in(() -> Uni.createFrom().<String>emitter(running::add)).subscribe()
                .with(done::add, failure -> done.add(failure.getMessage()));
    }
}
