package app.proca.notify.mtt;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Given;
import app.proca.notify.common.Times;
import app.proca.notify.database.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The operations on a campaign's targets. */
@ApplicationScoped
public class Targets {

    private static final String KNOWN = """
            select t, c.orgId from Target t left join Campaign c on c.id = t.campaignId where t.externalId in :ids""";
    private static final String WRITTEN_TO = """
            select t.id from targets t where t.campaign_id = :campaign
            and exists (select from messages m where m.target_id = t.id)""";

    private final Clock clock;

    Targets(Clock clock) {
        this.clock = clock;
    }

    /** A campaign's targets by their names. */
    public static Uni<List<Target>> of(Mutiny.Session session, long campaignId) {
        return session.createSelectionQuery("from Target where campaignId = :campaign order by name, id", Target.class)
                .setParameter("campaign", campaignId).getResultList();
    }

    /** The same targets with their addresses. */
    public static Uni<List<AddressedTarget>> addressed(Mutiny.Session session, List<Target> targets) {
        return emails(session, targets.stream().map(target -> target.id).toList())
                .map(emails -> targets.stream()
                        .map(target -> new AddressedTarget(target, emails.getOrDefault(target.id, List.of()))).toList());
    }

    /**
     * Changes the targets with those external ids, or makes them, in the caller's transaction. One that stood in another
     * campaign of the same lead moves to this one.
     *
     * @throws ClientFault (in the Uni) with one problem per field that is wrong, where an external id is another org's, and
     *         where a target that is to go was written to; then nothing has changed
     */
    public Uni<List<AddressedTarget>> upsert(Campaign campaign, List<Given<TargetInput>> inputs, OutdatedTargets outdated) {
        ClientFault.refuse(TargetRules.problems(inputs.stream().map(Given::input).toList()));
        return Panache.getSession()
                // two lists at once would take each other's targets for outdated
                .call(session -> session.lock(campaign, LockMode.PESSIMISTIC_WRITE))
                .chain(session -> known(session, inputs)
                        .map(known -> changed(campaign, inputs, known))
                        .call(changes -> write(session, changes))
                        .call(changes -> settle(session, campaign, changes, outdated)))
                .map(changes -> changes.stream().map(TargetChange::written).toList())
                .onFailure().transform(Targets::explain);
    }

    /** A target that is there, and the org that leads its campaign. */
    private record Found(Target target, @Nullable Long orgId) {

        boolean isAnothers(Campaign campaign) {
            return orgId != null && !orgId.equals(campaign.orgId);
        }
    }

    /** What is there of the targets of a list, by their external ids, with their addresses. */
    private record Known(Map<String, Found> targets, Map<UUID, List<TargetEmail>> emails) {

        TargetChange change(Given<TargetInput> input) {
            Found found = targets.get(input.input().externalId());
            return found == null ? TargetChange.ofNew(input)
                    : TargetChange.of(found.target(), emails.getOrDefault(found.target().id, List.of()), input);
        }
    }

    private static Uni<Known> known(Mutiny.Session session, List<Given<TargetInput>> inputs) {
        List<String> ids = inputs.stream().map(input -> input.input().externalId()).toList();
        return session.createSelectionQuery(KNOWN, Object[].class).setParameter("ids", ids).getResultList()
                .map(rows -> rows.stream().map(row -> new Found((Target) row[0], (Long) row[1]))
                        .collect(Collectors.toMap(found -> found.target().externalId, found -> found)))
                .chain(found -> emails(session, found.values().stream().map(one -> one.target().id).toList())
                        .map(emails -> new Known(found, emails)));
    }

    private static Uni<Map<UUID, List<TargetEmail>>> emails(Mutiny.Session session, List<UUID> targetIds) {
        return session.createSelectionQuery("from TargetEmail where targetId in :ids order by id", TargetEmail.class)
                .setParameter("ids", targetIds).getResultList()
                .map(emails -> emails.stream().collect(Collectors.groupingBy(email -> email.targetId)));
    }

    private static List<TargetChange> changed(Campaign campaign, List<Given<TargetInput>> inputs, Known known) {
        List<Problem> problems = new ArrayList<>();
        List<TargetChange> changes = new ArrayList<>();
        IntStream.range(0, inputs.size()).forEach(place -> {
            Given<TargetInput> input = inputs.get(place);
            Found found = known.targets().get(input.input().externalId());
            if (found != null && found.isAnothers(campaign)) {
                problems.add(TargetRules.at(place, Problem.of("externalId", "has already been taken")));
                return;
            }
            TargetChange change = known.change(input);
            change.target().campaignId = campaign.id;
            change.apply().forEach(problem -> problems.add(TargetRules.at(place, problem)));
            changes.add(change);
        });
        ClientFault.refuse(problems);
        return changes;
    }

    private static Uni<Void> write(Mutiny.Session session, List<TargetChange> changes) {
        return session.persistAll(changes.stream().map(TargetChange::target).toArray())
                .chain(session::flush)
                .chain(() -> session.removeAll(changes.stream().flatMap(change -> change.withdrawn().stream()).toArray()))
                .chain(() -> session.persistAll(changes.stream().flatMap(change -> change.emails().stream()).toArray()))
                .chain(session::flush);
    }

    private Uni<Void> settle(Mutiny.Session session, Campaign campaign, List<TargetChange> changes, OutdatedTargets outdated) {
        if (outdated == OutdatedTargets.KEEP) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> named = changes.stream().map(change -> change.target().id).collect(Collectors.toSet());
        return session.createSelectionQuery("select id from Target where campaignId = :campaign", UUID.class)
                .setParameter("campaign", campaign.id).getResultList()
                .map(ids -> ids.stream().filter(id -> !named.contains(id)).toList())
                .chain(rest -> rest.isEmpty() ? Uni.createFrom().voidItem()
                        : outdated == OutdatedTargets.DISABLE ? disable(session, rest) : delete(session, campaign, rest));
    }

    private Uni<Void> disable(Mutiny.Session session, List<UUID> rest) {
        return session.createMutationQuery("""
                update TargetEmail set emailStatus = app.proca.notify.supporter.EmailStatus.INACTIVE, updatedAt = :now
                where targetId in :ids and emailStatus in (app.proca.notify.supporter.EmailStatus.NONE,
                  app.proca.notify.supporter.EmailStatus.ACTIVE)""")
                .setParameter("now", Times.now(clock)).setParameter("ids", rest).executeUpdate().replaceWithVoid();
    }

    private static Uni<Void> delete(Mutiny.Session session, Campaign campaign, List<UUID> rest) {
        return session.createNativeQuery(WRITTEN_TO, UUID.class).setParameter("campaign", campaign.id).getResultList()
                .invoke(writtenTo -> {
                    Set<UUID> stuck = new HashSet<>(writtenTo);
                    ClientFault.refuse(rest.stream().filter(stuck::contains).map(id -> Problem.of("messages", "has messages")
                            .within("targets", id.toString())).toList());
                })
                .chain(() -> session.createMutationQuery("delete from Target where id in :ids").setParameter("ids", rest)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Throwable explain(Throwable failure) {
        Throwable explained = Violation.explain(failure);
        return explained instanceof ClientFault fault && explained != failure ? fault.within("targets") : explained;
    }
}
