package app.proca.notify.api.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.ExecutionResult;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What became of an operation: one answer, or a stream of them. */
sealed interface Outcome {

    /** False where it is told already that something went wrong. */
    boolean isWell();

    /** The answer of a query or mutation, or of an operation that could not begin. */
    record Single(Answer answer) implements Outcome {

        @Override
        public boolean isWell() {
            return answer.errors().isEmpty();
        }
    }

    /**
     * The answers of a subscription.
     *
     * @param begun when it is listened to; never, unless somebody subscribes to the answers, nor where it cannot begin
     */
    record Stream(Multi<Answer> answers, Uni<Void> begun) implements Outcome {

        @Override
        public boolean isWell() {
            return true;
        }
    }

    /**
     * Data, errors or both, ready to be written.
     *
     * @param began false where the operation was not executed at all; there is no data then
     */
    record Answer(boolean began, @Nullable Object data, List<Map<String, Object>> errors) {

        static Answer of(ExecutionResult result) {
            return new Answer(result.isDataPresent(), result.getData(), Errors.told(result.getErrors()));
        }

        static Answer of(Throwable failure) {
            return new Answer(false, null, Errors.told(failure));
        }

        /** A subscription's source failed: the operation itself is the path of the error. */
        boolean endsStream() {
            return errors.stream().anyMatch(error -> !(error.get("path") instanceof List<?> path) || path.size() <= 1);
        }

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            if (began) {
                body.put("data", data);
            }
            if (!errors.isEmpty()) {
                body.put("errors", errors);
            }
            return body;
        }
    }
}
