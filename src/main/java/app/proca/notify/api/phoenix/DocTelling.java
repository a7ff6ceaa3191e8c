package app.proca.notify.api.phoenix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Telling;
import app.proca.notify.api.phoenix.Step.Run;

/** An operation's course as Absinthe tells it: one reply, and for a subscription data on a topic of its own. */
record DocTelling(Run doc, Consumer<Frame> line) implements Telling {

    @Override
    public void refuse(List<Map<String, Object>> errors) {
        line.accept(Frame.error(doc.asked(), doc.joinRef(), errors(errors)));
    }

    @Override
    public void answer(Map<String, @Nullable Object> answer) {
        line.accept(Frame.ok(doc.asked(), doc.joinRef(), answer));
    }

    @Override
    public void begin() {
        line.accept(Frame.ok(doc.asked(), doc.joinRef(), Map.of("subscriptionId", doc.id())));
    }

    @Override
    public void next(Map<String, @Nullable Object> answer) {
        line.accept(Frame.data(doc.id(), answer));
    }

    @Override
    public void end() {
        // nothing that Absinthe has a word for
    }

    @Override
    public void fail(List<Map<String, Object>> errors) {
        line.accept(Frame.data(doc.id(), errors(errors)));
    }

    /** Absinthe names no path where nothing was executed. */
    private static Map<String, ?> errors(List<Map<String, Object>> errors) {
        return Map.of("errors", errors.stream().map(DocTelling::withoutPath).toList());
    }

    private static Map<String, Object> withoutPath(Map<String, Object> error) {
        Map<String, Object> told = new LinkedHashMap<>(error);
        told.remove("path");
        return told;
    }
}
