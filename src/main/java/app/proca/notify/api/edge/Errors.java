package app.proca.notify.api.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Nameless;
import app.proca.notify.database.Absence;
import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.ExceptionWhileDataFetching;
import graphql.GraphQLError;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import graphql.introspection.IntrospectionDisabledError;
import graphql.language.SourceLocation;

/**
 * What a caller is told of a failure (spec/graphql.md, Errors): of a fault of theirs everything, one error per problem; of
 * one of ours a number that stands in the log beside what happened, unless it is the database that is away.
 */
public final class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final EdgeLog OUTAGES = new EdgeLog(Errors.class);
    private static final Pattern PREFIX = Pattern.compile("^Validation error \\([^)]*\\) : ");

    private Errors() {}

    static List<Map<String, Object>> told(List<? extends GraphQLError> errors) {
        return errors.stream().filter(error -> !isConsequence(error, errors)).flatMap(Errors::told).toList();
    }

    /** That a field is null which never is, where what made it null is told as well. */
    private static boolean isConsequence(GraphQLError error, List<? extends GraphQLError> errors) {
        return error.getErrorType() == ErrorType.NullValueInNonNullableField && errors.stream()
                .anyMatch(other -> other.getErrorType() != error.getErrorType()
                        && (other.getPath() == null || other.getPath().equals(error.getPath())));
    }

    /** A failure outside any field. */
    public static List<Map<String, Object>> told(Throwable failure) {
        if (failure instanceof Refused refused) {
            return List.of(error(String.valueOf(refused.getMessage()), Map.of("code", refused.code()), List.of(), List.of()));
        }
        if (failure instanceof BrokenSource broken) {
            return told(broken.errors());
        }
        return at(failure, List.of(), List.of()).toList();
    }

    private static Stream<Map<String, Object>> told(GraphQLError error) {
        List<Object> path = error.getPath() == null ? List.of() : error.getPath();
        List<SourceLocation> locations = error.getLocations() == null ? List.of() : error.getLocations();
        if (error instanceof ExceptionWhileDataFetching failed) {
            return at(failed.getException(), path, locations);
        }
        if (error instanceof Throwable failure && fault(failure).isPresent()) {
            return at(failure, path, locations);
        }
        if (error instanceof IntrospectionDisabledError) {
            return Stream.of(error("This instance does not tell its schema: __schema and __type are not answered, __typename is",
                    Map.of("code", "introspection_disabled"), path, locations));
        }
        if (isTheCallers(error.getErrorType()) || error instanceof BadFaithIntrospectionError) {
            return Stream.of(error(PREFIX.matcher(error.getMessage()).replaceFirst(""), codeOf(error), path, locations));
        }
        return Stream.of(internal(error instanceof Throwable failure ? failure : new IllegalStateException(error.getMessage()),
                path, locations));
    }

    /** Errors about the document and its variables; the others are failures of ours. */
    private static boolean isTheCallers(@Nullable ErrorClassification type) {
        return type == ErrorType.InvalidSyntax || type == ErrorType.ValidationError || type == ErrorType.OperationNotSupported
                || type == ErrorType.ExecutionAborted;
    }

    private static Map<String, Object> codeOf(GraphQLError error) {
        Object code = error.getExtensions() == null ? null : error.getExtensions().get("code");
        return code == null ? Map.of() : Map.of("code", code);
    }

    private static Stream<Map<String, Object>> at(Throwable failure, List<Object> path, List<SourceLocation> locations) {
        return fault(failure)
                .map(fault -> fault.problems().stream().map(problem -> problem(problem, path, locations)))
                .orElseGet(() -> Stream.of(internal(failure, path, locations)));
    }

    private static Map<String, Object> problem(Problem problem, List<Object> path, List<SourceLocation> locations) {
        List<Object> field = new ArrayList<>(path);
        problem.field().forEach(name -> field.add(step(name)));
        return error(problem.message(), problem.extensions(), field, locations);
    }

    /** No field's name begins with a digit: such a one is a place in a list. */
    private static Object step(String name) {
        return name.matches("[0-9]{1,9}") ? Integer.valueOf(name) : name;
    }

    private static Map<String, Object> internal(Throwable failure, List<Object> path, List<SourceLocation> locations) {
        if (Absence.explains(failure)) {
            OUTAGES.warn("A request failed", failure);
            return error("This cannot be answered at the moment, try again", Map.of("code", "unavailable"), path, locations);
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(Nameless.of(failure), "Internal error %s at %s", id, path);
        return error("Internal error", Map.of("code", "internal_error", "id", id), path, locations);
    }

    private static Map<String, Object> error(String message, Map<String, Object> extensions, List<Object> path,
            List<SourceLocation> locations) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        putUnlessEmpty(error, "path", path, path.isEmpty());
        putUnlessEmpty(error, "locations", locations.stream().map(Errors::location).toList(), locations.isEmpty());
        putUnlessEmpty(error, "extensions", extensions, extensions.isEmpty());
        return error;
    }

    private static void putUnlessEmpty(Map<String, Object> error, String key, Object value, boolean empty) {
        if (!empty) {
            error.put(key, value);
        }
    }

    private static Map<String, Object> location(SourceLocation location) {
        return Map.of("line", location.getLine(), "column", location.getColumn());
    }

    private static Optional<ClientFault> fault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientFault fault) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
