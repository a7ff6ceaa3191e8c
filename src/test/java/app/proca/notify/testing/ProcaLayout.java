package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The layout of a Proca database (spec/columns.txt and spec/indexes.txt), to compare one with. */
public final class ProcaLayout {

    /** As {@code columns.txt} has them. */
    public static final String COLUMNS = """
            select table_name || ' ' || column_name || ' '
              || case when data_type in ('ARRAY', 'USER-DEFINED') then udt_name
                      when character_maximum_length is not null then data_type || '(' || character_maximum_length || ')'
                      else data_type end
              || case is_nullable when 'NO' then ' not null ' else ' null ' end
              || coalesce('default ' || column_default, '')
            from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position""";
    /** With {@link #CONSTRAINTS}, in any order, as {@code indexes.txt} has them. */
    public static final String INDEXES = "select indexdef from pg_indexes where schemaname = 'public'";
    public static final String CONSTRAINTS = """
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'public'::regnamespace""";

    private ProcaLayout() {}

    /** The lines of {@code columns.txt} or {@code indexes.txt}. */
    public static List<String> expected(String file) {
        try (var stream = ProcaLayout.class.getResourceAsStream("/layout/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
