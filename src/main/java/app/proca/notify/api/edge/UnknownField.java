package app.proca.notify.api.edge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;

/** Tells of a field that a type does not have in Proca's words, with those of its kinds that do have it. */
record UnknownField(String field, String type) {

    private static final Pattern TOLD = Pattern.compile(".*Field '(\\w+)' in type '(\\w+)' is undefined");

    /** The same error, where it is another one. */
    static GraphQLError explain(GraphQLError error, GraphQLSchema schema) {
        Matcher told = TOLD.matcher(String.valueOf(error.getMessage()));
        if (!(error instanceof ValidationError invalid)
                || invalid.getValidationErrorType() != ValidationErrorType.FieldUndefined || !told.matches()) {
            return error;
        }
        return GraphqlErrorBuilder.newError().errorType(ErrorType.ValidationError).locations(error.getLocations())
                .message("%s", new UnknownField(told.group(1), told.group(2)).message(schema)).build();
    }

    private String message(GraphQLSchema schema) {
        String kinds = kinds(schema).stream().filter(kind -> kind.getFieldDefinition(field) != null)
                .map(kind -> '"' + kind.getName() + '"').collect(Collectors.joining(", "));
        return "Cannot query field \"" + field + "\" on type \"" + type + "\"."
                + (kinds.isEmpty() ? "" : " Did you mean to use an inline fragment on " + kinds + "?");
    }

    private List<GraphQLObjectType> kinds(GraphQLSchema schema) {
        if (schema.getType(type) instanceof GraphQLInterfaceType several) {
            return schema.getImplementations(several);
        }
        return schema.getType(type) instanceof GraphQLUnionType several
                ? several.getTypes().stream().map(GraphQLObjectType.class::cast).toList()
                : List.of();
    }
}
