package app.proca.notify.testing;

import java.util.Map;
import java.util.TreeMap;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** All rows of all tables, to see that something changed nothing. */
public final class Rows {

    private static final String TABLES = """
            select table_schema || '.' || table_name from information_schema.tables
            where table_schema in ('public', 'notify') and table_type = 'BASE TABLE'""";
    /** Without what the relay writes into a row while it delivers it. */
    private static final String WHAT_IS_TOLD = "id, message_id, channel, org_id, subject, kind, address, routing_key, body";

    private Rows() {}

    /** By table. */
    public static Map<String, String> ofAllTables(Pool pool) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.query(TABLES).execute()
                    .onItem().transformToMulti(tables -> Multi.createFrom().iterable(tables))
                    .map(table -> table.getString(0))
                    .onItem().transformToUniAndConcatenate(table -> rows(pool, table).map(rows -> Map.entry(table, rows)))
                    .collect().asMap(Map.Entry::getKey, Map.Entry::getValue)
                    .<Map<String, String>>map(TreeMap::new));
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot read the database", failure);
        }
    }

    private static Uni<String> rows(Pool pool, String table) {
        String columns = table.equals("notify.outbox") ? WHAT_IS_TOLD : "*";
        return pool.query(
                "select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from (select " + columns + " from " + table
                        + ") t")
                .execute().map(rows -> rows.iterator().next().getString(0));
    }
}
