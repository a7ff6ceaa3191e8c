package app.proca.notify.api.scalar;

import java.util.List;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.schema.TypeResolver;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

/** Puts our own reading of scalars into the schema that the framework made of our classes. */
public final class Scalars {

    private Scalars() {}

    /**
     * The same schema, with {@code Json} that also takes objects, {@code Date} that takes nothing but days, and {@code Int} that refuses what has more than 32
     * bits: the framework's cuts off the rest, and takes the row with the number that is left. Arguments that have a default
     * value are never null. And with lists of what must not be null that need not be given: the framework takes an argument's
     * inner {@code @NonNull} for the argument's own as well.
     */
    public static GraphQLSchema in(GraphQLSchema schema) {
        return schema.getType("Json") == null ? schema
                : withTypesByName(SchemaTransformer.transformSchema(schema, new Replacement()));
    }

    /** The framework tells what implements an interface by the types that it made; the transformed schema has others. */
    private static GraphQLSchema withTypesByName(GraphQLSchema schema) {
        GraphQLCodeRegistry made = schema.getCodeRegistry();
        List<GraphQLInterfaceType> interfaces = schema.getAllTypesAsList().stream()
                .filter(GraphQLInterfaceType.class::isInstance).map(GraphQLInterfaceType.class::cast).toList();
        GraphQLCodeRegistry registry = made.transform(changed -> interfaces.forEach(implemented -> {
            TypeResolver resolver = made.getTypeResolver(implemented);
            changed.typeResolver(implemented, value -> value.getSchema().getObjectType(resolver.getType(value).getName()));
        }));
        return schema.transform(changed -> changed.codeRegistry(registry));
    }

    private static class Replacement extends GraphQLTypeVisitorStub {

        @Override
        public TraversalControl visitGraphQLScalarType(GraphQLScalarType scalar,
                TraverserContext<GraphQLSchemaElement> context) {
            if (scalar.getName().equals("Json")) {
                return changeNode(context, scalar.transform(json -> json
                        .description("Any JSON value: goes out as a JSON string, comes in as a JSON string or as it is")
                        .coercing(new JsonCoercing())));
            }
            if (scalar.getName().equals("Date")) {
                return changeNode(context, scalar.transform(day -> day.coercing(new DateCoercing(scalar.getCoercing()))));
            }
            if (scalar.getName().equals(graphql.Scalars.GraphQLInt.getName())) {
                return changeNode(context, scalar.transform(number -> number.coercing(graphql.Scalars.GraphQLInt.getCoercing())));
            }
            return TraversalControl.CONTINUE;
        }

        /** The framework lets null take the place of a default value, and knows no other way to have one. */
        @Override
        public TraversalControl visitGraphQLArgument(GraphQLArgument argument, TraverserContext<GraphQLSchemaElement> context) {
            if (argument.getName().equals("linkRefs") && argument.getType() instanceof GraphQLNonNull required) {
                return changeNode(context, argument.transform(list -> list.type((GraphQLInputType) required.getWrappedType())));
            }
            return argument.hasSetDefaultValue() && argument.getType() instanceof GraphQLScalarType type
                    && context.getParentNode() instanceof GraphQLFieldDefinition
                            ? changeNode(context, argument.transform(given -> given.type(GraphQLNonNull.nonNull(type))))
                            : TraversalControl.CONTINUE;
        }
    }
}
