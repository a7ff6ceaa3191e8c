package app.proca.notify.api.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.dataloader.BatchLoaderWithContext;
import org.dataloader.CacheKey;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.DataLoaderRegistry;

import io.smallrye.graphql.bootstrap.DataFetcherFactory;
import io.smallrye.graphql.execution.datafetcher.helper.BatchLoaderHelper;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Schema;

/** The loaders of fields that are resolved for a list of sources at once, new for each operation. */
class Loaders {

    private final BatchLoaderHelper names = new BatchLoaderHelper();
    private final DataFetcherFactory fetchers = new DataFetcherFactory();
    private final Schema schema;

    Loaders(Schema schema) {
        this.schema = schema;
    }

    DataLoaderRegistry register() {
        DataLoaderRegistry registry = new DataLoaderRegistry();
        schema.getBatchOperations().forEach(operation -> registry.register(names.getName(operation), loader(operation)));
        return registry;
    }

    private org.dataloader.DataLoader<Object, Object> loader(Operation operation) {
        BatchLoaderWithContext<Object, Object> loader = fetchers.getSourceBatchLoader(operation,
                schema.getTypes().get(operation.getName()));
        return DataLoaderFactory.newDataLoader(loader,
                DataLoaderOptions.newOptions().setCacheKeyFunction(new BySource()).build());
    }

    /** The same source with other arguments is another thing to load. */
    private static class BySource implements CacheKey<Object> {

        @Override
        public Object getKey(Object source) {
            return source;
        }

        @Override
        public Object getKeyWithContext(Object source, Object context) {
            List<Object> key = new ArrayList<>();
            key.add(source);
            key.add(((Map<?, ?>) context).get(BatchLoaderHelper.ARGUMENTS));
            return key;
        }
    }
}
