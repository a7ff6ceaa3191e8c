package app.proca.notify.api.edge;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;

/**
 * What a query may weigh at most. Looks at the document before anybody else does, each fragment once: validating or
 * expanding a document of nested fragments may itself be too much.
 */
record Limits(int maxDepth, int maxComplexity) {

    private static final int DEEPEST_FRAGMENTS = 100;
    private static final int BEYOND = 1_000_000_000;

    private record Weight(int depth, int fields) {

        static final Weight NONE = new Weight(0, 0);
        static final Weight TOO_MUCH = new Weight(BEYOND, BEYOND);

        Weight beside(Weight other) {
            return new Weight(Math.max(depth, other.depth), Math.min(BEYOND, fields + other.fields));
        }

        Weight below() {
            return new Weight(Math.min(BEYOND, depth + 1), Math.min(BEYOND, fields + 1));
        }
    }

    /** What is too much about it; empty when nothing is. */
    Optional<ClientFault> exceededBy(Document document) {
        Scale scale = new Scale(document);
        Weight heaviest = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .map(operation -> scale.weigh(operation.getSelectionSet()))
                .reduce(Weight.NONE,
                        (one, other) -> new Weight(Math.max(one.depth, other.depth), Math.max(one.fields, other.fields)));
        if (heaviest.depth > maxDepth) {
            return Optional
                    .of(ClientFault.coded("query_too_deep", "The query is nested too deeply: at most " + maxDepth + " levels"));
        }
        return heaviest.fields > maxComplexity
                ? Optional.of(
                        ClientFault.coded("query_too_complex", "The query is too complex: at most " + maxComplexity + " fields"))
                : Optional.empty();
    }

    private static class Scale {

        private final Map<String, FragmentDefinition> fragments = new HashMap<>();
        private final Map<String, Weight> weighed = new HashMap<>();
        private final Set<String> within = new LinkedHashSet<>();

        Scale(Document document) {
            document.getDefinitionsOfType(FragmentDefinition.class)
                    .forEach(fragment -> fragments.put(fragment.getName(), fragment));
        }

        Weight weigh(@Nullable SelectionSet selections) {
            List<Selection> selected = selections == null ? List.of() : selections.getSelections();
            return selected.stream().map(this::weigh).reduce(Weight.NONE, Weight::beside);
        }

        private Weight weigh(Selection<?> selection) {
            if (selection instanceof Field field) {
                return weigh(field.getSelectionSet()).below();
            }
            if (selection instanceof InlineFragment fragment) {
                return weigh(fragment.getSelectionSet());
            }
            return weigh(((FragmentSpread) selection).getName());
        }

        private Weight weigh(String fragment) {
            Weight known = weighed.get(fragment);
            if (known != null) {
                return known;
            }
            if (!fragments.containsKey(fragment) || within.contains(fragment)) {
                return Weight.NONE; // validation finds it
            }
            if (within.size() >= DEEPEST_FRAGMENTS) {
                return Weight.TOO_MUCH;
            }
            within.add(fragment);
            Weight weight = weigh(fragments.get(fragment).getSelectionSet());
            within.remove(fragment);
            weighed.put(fragment, weight);
            return weight;
        }
    }
}
