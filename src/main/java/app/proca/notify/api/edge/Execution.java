package app.proca.notify.api.edge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;

import org.reactivestreams.Publisher;

import app.proca.notify.api.scalar.Scalars;
import app.proca.notify.common.CurrentTrace;
import app.proca.notify.common.Traced;
import app.proca.notify.common.Tracing;
import app.proca.notify.user.Viewer;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.execution.AsyncSerialExecutionStrategy;
import graphql.execution.UnknownOperationException;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.introspection.Introspection;
import graphql.language.Field;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.graphql.execution.context.SmallRyeContext;
import io.smallrye.graphql.execution.context.SmallRyeContextManager;
import io.smallrye.graphql.schema.model.Schema;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import mutiny.zero.flow.adapters.AdaptersToFlow;

/**
 * Runs operations against the schema that the framework made of our operation classes; its own way of running them cannot
 * tell errors as spec/graphql.md wants them. Each operation has a Vert.x context of its own, which carries its viewer and
 * its database session. Its top fields run one after the other, since they share that session.
 */
@ApplicationScoped
class Execution {

    private final CurrentViewer currentViewer;
    private final CurrentAddress currentAddress;
    private final CurrentReferer currentReferer;
    private final Beginning beginning;
    private final Tracing tracing;
    private final Documents documents;
    private final SnakeCase snakeCase;
    /** Made once: the static way looks for an implementation on the class path, each time. */
    private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
    private final Loaders loaders;
    private final GraphQL graphQL;
    private final boolean introspection;

    Execution(GraphQLSchema made, Schema model, EdgeSettings settings, CurrentViewer currentViewer,
            CurrentAddress currentAddress, CurrentReferer currentReferer, Beginning beginning, Tracing tracing) {
        GraphQLSchema schema = Scalars.in(RootTypes.named(made));
        this.currentViewer = currentViewer;
        this.currentAddress = currentAddress;
        this.currentReferer = currentReferer;
        this.beginning = beginning;
        this.tracing = tracing;
        this.snakeCase = new SnakeCase(schema);
        this.documents = new Documents(schema, new Limits(settings.maxDepth(), settings.maxComplexity()), snakeCase);
        this.loaders = new Loaders(model);
        this.introspection = settings.introspection();
        this.graphQL = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider(documents)
                .queryExecutionStrategy(new AsyncSerialExecutionStrategy())
                .instrumentation(new OnOwnContext())
                .build();
    }

    /** Never fails: what goes wrong is told in the answer, except for what may not come through this door. */
    Uni<Outcome> execute(Request request, Supplier<Optional<Viewer>> viewer, Door door) {
        PreparsedDocumentEntry prepared = documents.prepare(request.query());
        if (prepared.hasErrors()) {
            return Uni.createFrom().item(new Outcome.Single(new Outcome.Answer(false, null, Errors.told(prepared.getErrors()))));
        }
        try {
            door.admit(operation(prepared, request).getOperation());
        } catch (UnknownOperationException unknown) {
            return Uni.createFrom().item(new Outcome.Single(new Outcome.Answer(false, null, Errors.told(List.of(unknown)))));
        } catch (Refused refused) {
            return Uni.createFrom().failure(refused);
        }
        Context own = VertxContext.createNewDuplicatedContext();
        VertxContextSafetyToggle.setContextSafe(own, true);
        Executor executor = work -> own.runOnContext(ignored -> work.run());
        Traced traced = begin(operation(prepared, request), request);
        return Uni.createFrom().deferred(() -> {
            CurrentTrace.set(traced.traceparent());
            return run(request, prepared, viewer, executor);
        }).runSubscriptionOn(executor)
                .emitOn(executor)
                .onFailure().recoverWithItem(failure -> new Outcome.Single(Outcome.Answer.of(failure)))
                .invoke(outcome -> traced.end(outcome.isWell()));
    }

    private static OperationDefinition operation(PreparsedDocumentEntry prepared, Request request) {
        return NodeUtil.getOperation(prepared.getDocument(), request.operationName()).operationDefinition;
    }

    /** What changes something is traced, by the name of its first field, which is one of the schema's. */
    private Traced begin(OperationDefinition operation, Request request) {
        return operation.getOperation() != OperationDefinition.Operation.MUTATION ? Traced.not()
                : tracing.begin("mutation " + operation.getSelectionSet().getSelectionsOfType(Field.class).stream().findFirst()
                        .map(Field::getName).orElse(""), SpanKind.SERVER, request.traceparent());
    }

    private Uni<Outcome> run(Request request, PreparsedDocumentEntry prepared, Supplier<Optional<Viewer>> viewer,
            Executor executor) {
        currentViewer.set(viewer);
        currentAddress.set(request.address());
        currentReferer.set(request.referer());
        Supplier<Uni<Void>> begun = beginning.open();
        ManagedContext scope = Arc.container().requestContext();
        scope.activate();
        ContextState state = scope.getState();
        try {
            ExecutionInput input = input(request, prepared, executor, state);
            CompletionStage<ExecutionResult> running = graphQL.executeAsync(input);
            return Uni.createFrom().completionStage(running)
                    .onFailure().invoke(() -> scope.destroy(state))
                    .map(result -> outcome(result, input.getGraphQLContext(), begun, executor, () -> scope.destroy(state)));
        } finally {
            SmallRyeContextManager.clearCurrentSmallRyeContext();
            scope.deactivate();
        }
    }

    private ExecutionInput input(Request request, PreparsedDocumentEntry prepared, Executor executor, ContextState state) {
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(snakeCase.resolved(operation(prepared, request), request.variables()))
                .locale(Locale.ENGLISH)
                .dataLoaderRegistry(loaders.register())
                .graphQLContext(context -> context
                        .of(Documents.class, prepared)
                        .of(OnOwnContext.class, executor)
                        .of(Introspection.INTROSPECTION_DISABLED, !introspection)
                        // what the framework's data fetchers look for
                        .of("runBlocking", false)
                        .of("state", state))
                .build();
        SmallRyeContext context = new SmallRyeContext(Execution.class.getName());
        context.setRequest(json.createObjectBuilder().add("query", request.query()).build());
        context.setExecutionInput(input);
        input.getGraphQLContext().put(SmallRyeContextManager.CONTEXT, context);
        SmallRyeContextManager.restore(context);
        return input;
    }

    private static Outcome outcome(ExecutionResult result, GraphQLContext context, Supplier<Uni<Void>> begun,
            Executor executor, Runnable end) {
        Object data = result.getData();
        if (data instanceof Publisher<?> publisher) {
            return new Outcome.Stream(answers(publisher)
                    .onFailure().transform(failure -> context.getOrDefault(BrokenSource.class, failure))
                    .emitOn(executor, 1).onTermination().invoke(end), begun.get().emitOn(executor));
        }
        end.run();
        return new Outcome.Single(Outcome.Answer.of(result));
    }

    @SuppressWarnings("unchecked")
    private static Multi<Outcome.Answer> answers(Publisher<?> publisher) {
        return Multi.createFrom().publisher(AdaptersToFlow.publisher((Publisher<ExecutionResult>) publisher))
                .map(Outcome.Answer::of);
    }
}
