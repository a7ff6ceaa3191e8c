package app.proca.notify.api.edge;

import java.util.concurrent.Executor;

import org.reactivestreams.Publisher;

import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.mutiny.Multi;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;

/**
 * Brings the items of a subscription onto the operation's own Vert.x context, wherever they were emitted: there their
 * fields find the viewer and a session of their own.
 */
class OnOwnContext extends SimplePerformantInstrumentation {

    /** Items that may wait on the way; the rest waits, and overflows, at the source. */
    private static final int WAITING = 8;

    @Override
    public DataFetcher<?> instrumentDataFetcher(DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters,
            InstrumentationState state) {
        return parameters.isTrivialDataFetcher() ? fetcher : environment -> moved(fetcher.get(environment), environment);
    }

    private static Object moved(Object fetched, DataFetchingEnvironment environment) {
        if (!(fetched instanceof Publisher<?> publisher)) {
            return fetched;
        }
        Executor own = environment.getGraphQlContext().get(OnOwnContext.class);
        return AdaptersToReactiveStreams.publisher(Multi.createFrom().publisher(AdaptersToFlow.publisher(publisher))
                .onItem().invoke(item -> noteErrors(item, environment.getGraphQlContext()))
                .emitOn(own, WAITING));
    }

    /** The framework makes an item of a failure, without data: where the type allows no null, its reason would be lost. */
    private static void noteErrors(Object item, GraphQLContext context) {
        if (item instanceof DataFetcherResult<?> result && result.hasErrors()) {
            context.put(BrokenSource.class, new BrokenSource(result.getErrors()));
        }
    }
}
