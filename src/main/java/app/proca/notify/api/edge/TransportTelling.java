package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** An operation's course in {@code graphql-transport-ws}. */
record TransportTelling(String id, Consumer<Object> line) implements Telling {

    @Override
    public void refuse(List<Map<String, Object>> errors) {
        fail(errors);
    }

    @Override
    public void answer(Map<String, @Nullable Object> answer) {
        next(answer);
        end();
    }

    @Override
    public void begin() {
        // this protocol has no word for it
    }

    @Override
    public void next(Map<String, @Nullable Object> answer) {
        line.accept(Map.of("id", id, "type", "next", "payload", answer));
    }

    @Override
    public void end() {
        line.accept(Map.of("id", id, "type", "complete"));
    }

    @Override
    public void fail(List<Map<String, Object>> errors) {
        line.accept(Map.of("id", id, "type", "error", "payload", errors));
    }
}
