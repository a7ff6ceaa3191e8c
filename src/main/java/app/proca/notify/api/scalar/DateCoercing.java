package app.proca.notify.api.scalar;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;

/**
 * Takes days only: the framework's own reading takes any text in a variable, and fails on it later, with the whole input
 * object in its words.
 */
class DateCoercing implements Coercing<Object, Object> {

    private static final String WRONG = "Expected type Date: a day like 2026-12-31";

    private final Coercing<?, ?> framework;

    DateCoercing(Coercing<?, ?> framework) {
        this.framework = framework;
    }

    @Override
    public @Nullable Object serialize(Object result, GraphQLContext context, Locale locale) {
        return framework.serialize(result, context, locale);
    }

    @Override
    public @Nullable Object parseValue(Object input, GraphQLContext context, Locale locale) {
        if (input instanceof String text && !isDay(text)) {
            throw new CoercingParseValueException(WRONG);
        }
        return framework.parseValue(input, context, locale);
    }

    @Override
    public @Nullable Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        if (!(input instanceof StringValue text) || !isDay(text.getValue())) {
            throw new CoercingParseLiteralException(WRONG);
        }
        return framework.parseLiteral(input, variables, context, locale);
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return framework.valueToLiteral(input, context, locale);
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeParseException notOne) {
            return false;
        }
    }
}
