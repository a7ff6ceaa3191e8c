package app.proca.notify.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;

/**
 * What a caller is told of a failed operation: of their own faults everything, one error per problem; of ours a number
 * that stands in the log (spec/graphql.md, Errors).
 */
@ApplicationScoped
class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);

    void tell(@Observes GraphQL.Builder api) {
        api.instrumentation(new Telling());
    }

    private static final class Telling extends SimplePerformantInstrumentation {

        @Override
        public CompletableFuture<ExecutionResult> instrumentExecutionResult(ExecutionResult result,
                InstrumentationExecutionParameters parameters, InstrumentationState state) {
            return CompletableFuture.completedFuture(result.getErrors().isEmpty() ? result
                    : result.transform(told -> told.errors(result.getErrors().stream().flatMap(Errors::told).toList())));
        }
    }

    private static Stream<GraphQLError> told(GraphQLError error) {
        if (!(error instanceof ExceptionWhileDataFetching failed)) {
            return Stream.of(error);
        }
        return fault(failed.getException())
                .map(fault -> fault.problems().stream().map(problem -> told(problem, error)))
                .orElseGet(() -> Stream.of(internal(failed)));
    }

    private static Optional<ClientFault> fault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientFault fault) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static GraphQLError told(Problem problem, GraphQLError at) {
        List<Object> path = new ArrayList<>(at.getPath());
        path.addAll(problem.field());
        return GraphqlErrorBuilder.newError().message("%s", problem.message()).path(path).locations(at.getLocations())
                .extensions(problem.extensions()).build();
    }

    private static GraphQLError internal(ExceptionWhileDataFetching failed) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failed.getException(), "An operation failed, the caller was told the number %s", id);
        return GraphqlErrorBuilder.newError().message("Internal error, number " + id).path(failed.getPath())
                .locations(failed.getLocations()).extensions(java.util.Map.of("code", "internal_error")).build();
    }
}
