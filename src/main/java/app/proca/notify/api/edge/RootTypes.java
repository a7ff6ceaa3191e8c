package app.proca.notify.api.edge;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.schema.SchemaTransformer;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

/** Gives the root types the names that they have in Proca's schema, since clients are generated from it. */
final class RootTypes {

    private RootTypes() {}

    /** The same schema, with its operations in {@code RootQueryType} and so on. */
    static GraphQLSchema named(GraphQLSchema made) {
        Map<String, String> names = new LinkedHashMap<>();
        GraphQLCodeRegistry registry = made.getCodeRegistry().transform(changed -> {
            rename(made.getQueryType(), "RootQueryType", made, changed, names);
            rename(made.getMutationType(), "RootMutationType", made, changed, names);
            rename(made.getSubscriptionType(), "RootSubscriptionType", made, changed, names);
        });
        return SchemaTransformer.transformSchema(made.transform(changed -> changed.codeRegistry(registry)), new Renaming(names));
    }

    /** What fetches an operation is known by the name of its type. */
    private static void rename(@Nullable GraphQLObjectType root, String name, GraphQLSchema made,
            GraphQLCodeRegistry.Builder changed, Map<String, String> names) {
        if (root != null) {
            names.put(root.getName(), name);
            root.getFieldDefinitions().forEach(field -> changed.dataFetcher(FieldCoordinates.coordinates(name, field.getName()),
                    made.getCodeRegistry().getDataFetcher(FieldCoordinates.coordinates(root.getName(), field.getName()), field)));
        }
    }

    private static class Renaming extends GraphQLTypeVisitorStub {

        private final Map<String, String> names;

        Renaming(Map<String, String> names) {
            this.names = names;
        }

        @Override
        public TraversalControl visitGraphQLObjectType(GraphQLObjectType type, TraverserContext<GraphQLSchemaElement> context) {
            String name = names.get(type.getName());
            return name == null ? TraversalControl.CONTINUE
                    : changeNode(context, type.transform(changed -> changed.name(name)));
        }
    }
}
