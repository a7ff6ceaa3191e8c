package app.proca.notify.api.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;

/**
 * Which arguments the caller gave, be it as null, for {@link app.proca.notify.common.Given}. To be asked at the start of an
 * operation. A field with a default in the schema counts as given.
 */
public final class GivenArguments {

    private GivenArguments() {}

    /** The operation's own arguments. */
    public static Set<String> of(Context context) {
        return Set.copyOf(arguments(context).keySet());
    }

    /** The fields of an input object, found by the names that lead to it; empty when it was not given. */
    public static Set<String> of(Context context, String... path) {
        return names(find(context, path));
    }

    /** The fields of each input object in a list, found by the names that lead to it; empty when it was not given. */
    public static List<Set<String>> ofEach(Context context, String... path) {
        return find(context, path) instanceof List<?> inputs ? inputs.stream().map(GivenArguments::names).toList() : List.of();
    }

    private static @Nullable Object find(Context context, String... path) {
        Object found = arguments(context);
        for (String name : path) {
            found = found instanceof Map<?, ?> inputs ? inputs.get(name) : null;
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Set<String> names(@Nullable Object input) {
        return input instanceof Map<?, ?> fields ? Set.copyOf(((Map<String, ?>) fields).keySet()) : Set.of();
    }

    private static Map<String, ?> arguments(Context context) {
        return context.unwrap(DataFetchingEnvironment.class).getArguments();
    }
}
