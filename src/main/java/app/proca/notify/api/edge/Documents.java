package app.proca.notify.api.edge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import app.proca.notify.common.ClientFault;
import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;

/** Queries read, weighed and validated; good ones are remembered, up to a number of characters altogether. */
class Documents implements PreparsedDocumentProvider {

    private static final int REMEMBERED_CHARACTERS = 2_000_000;
    private static final int LONGEST_REMEMBERED = 20_000;
    private static final int LONGEST_TOKEN_TOLD = 40;

    private final GraphQLSchema schema;
    private final Limits limits;
    private final SnakeCase snakeCase;
    private final Cache<String, PreparsedDocumentEntry> remembered = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARACTERS)
            .weigher((String query, PreparsedDocumentEntry entry) -> query.length())
            .build();

    Documents(GraphQLSchema schema, Limits limits, SnakeCase snakeCase) {
        this.schema = schema;
        this.limits = limits;
        this.snakeCase = snakeCase;
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(ExecutionInput input,
            Function<ExecutionInput, PreparsedDocumentEntry> read) {
        PreparsedDocumentEntry prepared = input.getGraphQLContext().get(Documents.class);
        return CompletableFuture.completedFuture(prepared);
    }

    PreparsedDocumentEntry prepare(String query) {
        PreparsedDocumentEntry known = remembered.getIfPresent(query);
        if (known != null) {
            return known;
        }
        PreparsedDocumentEntry prepared = read(query);
        if (!prepared.hasErrors() && query.length() <= LONGEST_REMEMBERED) {
            remembered.put(query, prepared);
        }
        return prepared;
    }

    private PreparsedDocumentEntry read(String query) {
        try {
            Document document = Parser.parse(ParserEnvironment.newParserEnvironment().document(query)
                    .parserOptions(ParserOptions.getDefaultOperationParserOptions()).build());
            Optional<ClientFault> tooMuch = limits.exceededBy(document);
            return tooMuch.map(fault -> new PreparsedDocumentEntry(tooMuch(fault)))
                    .orElseGet(() -> validated(snakeCase.resolved(query, document)));
        } catch (InvalidSyntaxException malformed) {
            return new PreparsedDocumentEntry(syntaxError(malformed));
        }
    }

    private PreparsedDocumentEntry validated(Document document) {
        List<? extends GraphQLError> errors = ParseAndValidate.validate(schema, document, Locale.ENGLISH);
        return errors.isEmpty() ? new PreparsedDocumentEntry(document)
                : new PreparsedDocumentEntry(errors.stream().map(error -> UnknownField.explain(error, schema)).toList());
    }

    private static GraphQLError tooMuch(ClientFault fault) {
        ClientFault.Problem problem = fault.problems().get(0);
        return GraphqlErrorBuilder.newError().errorType(ErrorType.ExecutionAborted)
                .message("%s", problem.message()).extensions(problem.extensions()).build();
    }

    private static GraphQLError syntaxError(InvalidSyntaxException malformed) {
        GraphqlErrorBuilder<?> error = GraphqlErrorBuilder.newError().errorType(ErrorType.InvalidSyntax);
        if (malformed.getLocation() != null) {
            error.location(malformed.getLocation());
        }
        return error.message("%s", malformed.getOffendingToken() == null ? malformed.getMessage()
                : "syntax error before: " + token(malformed.getOffendingToken())).build();
    }

    private static String token(String offending) {
        return offending.equals("<EOF>") ? "" : offending.substring(0, Math.min(LONGEST_TOKEN_TOLD, offending.length()));
    }
}
