package app.proca.notify.api.edge;

import java.util.List;

import graphql.GraphQLError;

/** What a subscription hears failed, or could not begin; the errors say why. */
final class BrokenSource extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<GraphQLError> errors;

    BrokenSource(List<GraphQLError> errors) {
        super("a subscription's source failed", null, false, false);
        this.errors = List.copyOf(errors);
    }

    List<GraphQLError> errors() {
        return errors;
    }
}
