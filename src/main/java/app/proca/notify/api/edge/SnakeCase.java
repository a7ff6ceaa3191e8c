package app.proca.notify.api.edge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import graphql.execution.TypeFromAST;
import graphql.language.Argument;
import graphql.language.AstTransformer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.language.ObjectField;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;

/**
 * Proca takes names in snake_case, too ({@code thank_you_template}), and its own command line uses one. Those of fields, arguments
 * and input fields become the schema's; a field is answered under the name that it was asked by. What is below a scalar stays
 * as it is: the keys of a {@code Json} are the caller's own.
 */
final class SnakeCase {

    /** Most queries have none of it, and are not looked at. */
    private static final Pattern SUSPECT = Pattern.compile("[a-z0-9]_[a-z0-9]");
    private static final Pattern JOINT = Pattern.compile("_([a-z0-9])");

    private final GraphQLSchema schema;

    SnakeCase(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** The document with the schema's names; those that it does not have are left for validation to find. */
    Document resolved(String query, Document document) {
        return SUSPECT.matcher(query).find() ? (Document) new AstTransformer().transform(document, new Renaming()) : document;
    }

    /** The variables with the schema's names, those that the operation does not declare as they are. */
    Map<String, @Nullable Object> resolved(OperationDefinition operation, Map<String, @Nullable Object> variables) {
        Map<String, @Nullable Object> resolved = new HashMap<>(variables);
        for (VariableDefinition declared : operation.getVariableDefinitions()) {
            GraphQLType type = TypeFromAST.getTypeFromAST(schema, declared.getType());
            resolved.computeIfPresent(declared.getName(), (name, value) -> resolved(type, value));
        }
        return resolved;
    }

    private static Object resolved(GraphQLType type, Object value) {
        if (value instanceof List<?> values) {
            return values.stream().map(each -> each == null ? null : resolved(type, each)).toList();
        }
        if (!(value instanceof Map<?, ?> fields)
                || !(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType object)) {
            return value;
        }
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        fields.forEach((name, each) -> {
            GraphQLInputObjectField field = field(object, (String) name);
            resolved.put(field == null ? (String) name : field.getName(),
                    field == null || each == null ? each : resolved(field.getType(), each));
        });
        return resolved;
    }

    private static @Nullable GraphQLInputObjectField field(GraphQLInputObjectType object, String name) {
        GraphQLInputObjectField field = object.getField(name);
        return field == null ? object.getField(camelCase(name)) : field;
    }

    private static String camelCase(String name) {
        return JOINT.matcher(name).replaceAll(joint -> joint.group(1).toUpperCase(Locale.ROOT));
    }

    /** Knows by the way from the root what each name is one of. */
    private final class Renaming extends NodeVisitorStub {

        @Override
        public TraversalControl visitOperationDefinition(OperationDefinition operation, TraverserContext<Node> context) {
            return within(context, switch (operation.getOperation()) {
                case QUERY -> schema.getQueryType();
                case MUTATION -> schema.getMutationType();
                case SUBSCRIPTION -> schema.getSubscriptionType();
            });
        }

        @Override
        public TraversalControl visitFragmentDefinition(FragmentDefinition fragment, TraverserContext<Node> context) {
            return within(context, schema.getType(fragment.getTypeCondition().getName()));
        }

        @Override
        public TraversalControl visitInlineFragment(InlineFragment fragment, TraverserContext<Node> context) {
            return fragment.getTypeCondition() == null ? TraversalControl.CONTINUE
                    : within(context, schema.getType(fragment.getTypeCondition().getName()));
        }

        @Override
        public TraversalControl visitField(Field field, TraverserContext<Node> context) {
            GraphQLType type = context.getVarFromParents(GraphQLType.class);
            if (!(type instanceof GraphQLFieldsContainer container)) {
                return TraversalControl.CONTINUE;
            }
            String name = field.getName();
            GraphQLFieldDefinition known = container.getFieldDefinition(name);
            GraphQLFieldDefinition found = known == null ? container.getFieldDefinition(camelCase(name)) : known;
            if (found == null) {
                return TraversalControl.CONTINUE;
            }
            context.setVar(GraphQLFieldDefinition.class, found);
            context.setVar(GraphQLType.class, GraphQLTypeUtil.unwrapAll(found.getType()));
            return found == known ? TraversalControl.CONTINUE
                    : TreeTransformerUtil.changeNode(context, field.transform(renamed -> renamed.name(found.getName())
                            .alias(field.getAlias() == null ? name : field.getAlias())));
        }

        @Override
        public TraversalControl visitArgument(Argument argument, TraverserContext<Node> context) {
            GraphQLFieldDefinition field = context.getParentNode() instanceof Field
                    ? context.getVarFromParents(GraphQLFieldDefinition.class)
                    : null;
            if (field == null) {
                return TraversalControl.CONTINUE;
            }
            GraphQLArgument known = field.getArgument(argument.getName());
            GraphQLArgument found = known == null ? field.getArgument(camelCase(argument.getName())) : known;
            if (found == null) {
                return TraversalControl.CONTINUE;
            }
            context.setVar(GraphQLInputType.class, found.getType());
            return found == known ? TraversalControl.CONTINUE
                    : TreeTransformerUtil.changeNode(context, argument.transform(renamed -> renamed.name(found.getName())));
        }

        @Override
        public TraversalControl visitObjectField(ObjectField given, TraverserContext<Node> context) {
            GraphQLInputType type = context.getVarFromParents(GraphQLInputType.class);
            if (type == null || !(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputObjectType object)) {
                return TraversalControl.CONTINUE;
            }
            GraphQLInputObjectField field = field(object, given.getName());
            if (field == null) {
                return TraversalControl.CONTINUE;
            }
            context.setVar(GraphQLInputType.class, field.getType());
            return field.getName().equals(given.getName()) ? TraversalControl.CONTINUE
                    : TreeTransformerUtil.changeNode(context, given.transform(renamed -> renamed.name(field.getName())));
        }

        private TraversalControl within(TraverserContext<Node> context, @Nullable GraphQLType type) {
            context.setVar(GraphQLType.class, type);
            return TraversalControl.CONTINUE;
        }
    }
}
