package app.proca.notify.processing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.pool.ReactiveConnection;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;

/**
 * Ranks supporters whose actions enter a stage (docs/decisions/011): those of one person in the order in which they are
 * accepted. The lock of a person is held until the commit, so that the next one to be ranked sees this one.
 */
final class Ranking {

    // In a statement of its own: the next one has to see what was committed before the lock was free. Sorted, so that two
    // that want the same ones do not wait for each other.
    private static final String LOCK = """
            with locks as materialized (
              select pg_advisory_xact_lock(person) from (
                select distinct hashtextextended(campaign_id || ':' || encode(fingerprint, 'hex'), 7) as person
                from supporters where id = any($1) order by 1) persons
            )
            select count(*) from locks
            """;

    /** Accepted ones count from the moment at which an action of theirs entered a stage: then they were ranked. */
    private static final String ACCEPTED = """
            select p.campaign_id, encode(p.fingerprint, 'hex'), s.action_page_id, count(*), min(coalesce(s.dupe_rank, 0))
            from (select distinct campaign_id, fingerprint from supporters where id = any($1)) p
            join supporters s on s.campaign_id = p.campaign_id and s.fingerprint = p.fingerprint
            where s.processing_status = 3
              and exists (select from actions a where a.supporter_id = s.id and a.processing_status <> 0)
            group by 1, 2, 3
            """;

    private static final String RANKED = """
            select distinct supporterId from Action where supporterId in (:supporters) and processingStatus <> :new""";

    private final Mutiny.Session session;
    private final ReactiveConnection connection;

    Ranking(Mutiny.Session session, ReactiveConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** Ranks the supporters of those that enter a stage; what was signed before through the same page becomes a repetition. */
    Uni<List<Move>> rank(List<Move> moves) {
        Map<Long, Move> last = new TreeMap<>();
        moves.stream().filter(move -> move.step().stage().isPresent()).forEach(move -> last.put(move.supporter().id, move));
        if (last.isEmpty()) {
            return Uni.createFrom().item(moves);
        }
        return lock(last.keySet())
                .chain(() -> persons(last.keySet()))
                .chain(persons -> ranked(last.values()).map(ranked -> places(last.values(), persons, ranked)))
                .map(places -> moves.stream().map(move -> placed(move, places)).toList());
    }

    private static Map<Long, Person.Rank> places(Collection<Move> moves, Map<String, Person> persons, Set<Long> ranked) {
        Map<Long, Person.Rank> places = new HashMap<>();
        for (Move move : moves) {
            Supporter supporter = move.supporter();
            Person person = persons.computeIfAbsent(person(supporter), first -> new Person());
            if (ranked.contains(supporter.id)) {
                int rank = supporter.dupeRank == null ? 0 : supporter.dupeRank;
                places.put(supporter.id, person.known(supporter.actionPageId, rank));
            } else {
                places.put(supporter.id, person.next(supporter.actionPageId));
                if (move.step().supporter() == ProcessingStatus.ACCEPTED) {
                    person.accept(supporter.actionPageId);
                }
            }
        }
        return places;
    }

    private static Move placed(Move move, Map<Long, Person.Rank> places) {
        Person.Rank place = places.get(move.supporter().id);
        if (place == null) {
            return move;
        }
        move.supporter().dupeRank = place.rank();
        return place.repeated() ? move.with(move.step().repeated()) : move;
    }

    private Uni<Void> lock(Collection<Long> supporters) {
        return Uni.createFrom().completionStage(() -> connection.select(LOCK, new Object[]{ ids(supporters) })).replaceWithVoid();
    }

    private Uni<Map<String, Person>> persons(Collection<Long> supporters) {
        return Uni.createFrom().completionStage(() -> connection.select(ACCEPTED, new Object[]{ ids(supporters) }))
                .map(rows -> {
                    Map<String, Person> persons = new LinkedHashMap<>();
                    rows.forEachRemaining(row -> persons
                            .computeIfAbsent(row[0] + ":" + row[1], first -> new Person())
                            .count((Long) row[2], Math.toIntExact((Long) row[3]), (Integer) row[4]));
                    return persons;
                });
    }

    /** Those of accepted supporters that were ranked for good. */
    private Uni<Set<Long>> ranked(Collection<Move> moves) {
        List<Long> accepted = moves.stream().map(Move::supporter)
                .filter(supporter -> supporter.processingStatus == ProcessingStatus.ACCEPTED).map(supporter -> supporter.id)
                .toList();
        return accepted.isEmpty() ? Uni.createFrom().item(Set.of())
                : session.createSelectionQuery(RANKED, Long.class).setParameter("supporters", accepted)
                        .setParameter("new", ActionStatus.NEW).getResultList().map(Set::copyOf);
    }

    /** As the database writes it. */
    private static String person(Supporter supporter) {
        return supporter.campaignId + ":" + HexFormat.of().formatHex(supporter.fingerprint);
    }

    private static Long[] ids(Collection<Long> supporters) {
        return supporters.toArray(Long[]::new);
    }
}
