package app.proca.notify.api.scalar;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;

/** Takes JSON in a string, in a literal and in a variable (the framework's own custom scalars take strings only). */
class JsonCoercing implements Coercing<Json, String> {

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
        if (result instanceof Json json) {
            return json.stringValueForSerialization();
        }
        throw new CoercingSerializeException("not a Json but a " + result.getClass().getSimpleName());
    }

    @Override
    public Json parseValue(Object input, GraphQLContext context, Locale locale) {
        try {
            return input instanceof Json json ? json : input instanceof String text ? new Json(text) : Json.of(input);
        } catch (IllegalArgumentException notJson) {
            throw new CoercingParseValueException("Expected type Json: " + notJson.getMessage());
        }
    }

    @Override
    public Json parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        try {
            return input instanceof StringValue text ? new Json(text.getValue()) : Json.of(literal(input, variables));
        } catch (IllegalArgumentException notJson) {
            throw new CoercingParseLiteralException("Expected type Json: " + notJson.getMessage());
        }
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return StringValue.of(serialize(input, context, locale));
    }

    private static @Nullable Object literal(Value<?> input, CoercedVariables variables) {
        if (input instanceof ObjectValue object) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (ObjectField field : object.getObjectFields()) {
                fields.put(field.getName(), literal(field.getValue(), variables));
            }
            return fields;
        }
        if (input instanceof ArrayValue array) {
            return array.getValues().stream().map(inner -> literal(inner, variables)).toList();
        }
        return leaf(input, variables);
    }

    private static @Nullable Object leaf(Value<?> input, CoercedVariables variables) {
        if (input instanceof StringValue text) {
            return text.getValue();
        }
        if (input instanceof IntValue number) {
            return number.getValue();
        }
        if (input instanceof FloatValue number) {
            return number.getValue();
        }
        if (input instanceof BooleanValue flag) {
            return flag.isValue();
        }
        if (input instanceof EnumValue name) {
            return name.getName();
        }
        if (input instanceof VariableReference variable) {
            return variables.get(variable.getName());
        }
        if (input instanceof NullValue) {
            return null;
        }
        throw new IllegalArgumentException("has a " + input.getClass().getSimpleName());
    }
}
