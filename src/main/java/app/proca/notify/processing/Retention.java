package app.proca.notify.processing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.message.Stage;
import io.smallrye.mutiny.Uni;

/**
 * Whose personal data is needed after a delivery.
 *
 * @param mailToTarget campaigns that write to their targets in the supporters' names
 * @param moderated supporters of whom another action still waits for its moderator: its messages need the address
 */
record Retention(Set<Long> mailToTarget, Set<Long> moderated) {

    private static final String NEEDED = """
            select true, campaign_id from mtt where campaign_id = any($1)
            union select false, supporter_id from actions where supporter_id = any($2) and processing_status = 1""";

    /** A delivered action, and nothing that waits; of who rejected nothing will be delivered. */
    private static final String OUTLIVED = """
            select s.id, o.high_security from supporters s
              join action_pages p on p.id = s.action_page_id join orgs o on o.id = p.org_id
            where s.id = any($1) and s.processing_status in (2, 3)
              and (s.email is not null or s.last_name is not null or s.address is not null)
              and exists (select from actions a where a.supporter_id = s.id and a.processing_status in (4, 5))
              and (s.processing_status = 2
                or not exists (select from actions a where a.supporter_id = s.id and a.processing_status = 1))
              and not exists (select from mtt m where m.campaign_id = s.campaign_id)""";

    Retention {
        mailToTarget = Set.copyOf(mailToTarget);
        moderated = Set.copyOf(moderated);
    }

    /** Once all these were applied; not all of them are in the database yet. */
    static Uni<Retention> neededAfter(UnitOfWork unit, List<Move> moves) {
        List<Move> delivered = moves.stream().filter(move -> move.enters(Stage.DELIVER)).toList();
        return delivered.isEmpty() ? Uni.createFrom().item(new Retention(Set.of(), Set.of()))
                : select(unit, NEEDED, delivered).map(rows -> new Retention(ids(rows, true), moderated(rows, moves)));
    }

    private static Set<Long> moderated(List<Object[]> rows, List<Move> moves) {
        Set<Long> moderated = ids(rows, false);
        moves.stream().filter(move -> move.enters(Stage.ACTION_CONFIRM)).forEach(move -> moderated.add(move.supporter().id));
        return moderated;
    }

    private static Set<Long> ids(List<Object[]> rows, boolean campaigns) {
        return rows.stream().filter(row -> row[0].equals(campaigns)).map(row -> (Long) row[1])
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Of which of these supporters it was kept for an action that was not let pass then.
     *
     * @return by supporter, whether the org is one of high security
     */
    static Uni<Map<Long, Boolean>> outlived(UnitOfWork unit, Collection<Long> supporters) {
        return select(unit, OUTLIVED, new Object[]{ supporters.toArray(Long[]::new) }).map(rows -> {
            Map<Long, Boolean> outlived = new HashMap<>();
            rows.forEach(row -> outlived.put((Long) row[0], (Boolean) row[1]));
            return outlived;
        });
    }

    boolean isNeeded(Move move) {
        return mailToTarget.contains(move.signed().campaign().id) || moderated.contains(move.supporter().id);
    }

    private static Uni<List<Object[]>> select(UnitOfWork unit, String sql, List<Move> delivered) {
        return select(unit, sql, new Object[]{
                delivered.stream().map(move -> move.signed().campaign().id).distinct().toArray(Long[]::new),
                delivered.stream().map(move -> move.supporter().id).distinct().toArray(Long[]::new) });
    }

    private static Uni<List<Object[]>> select(UnitOfWork unit, String sql, Object[] parameters) {
        return Uni.createFrom().completionStage(() -> unit.connection().select(sql, parameters)).map(result -> {
            List<Object[]> rows = new ArrayList<>(result.size());
            result.forEachRemaining(rows::add);
            return rows;
        });
    }
}
