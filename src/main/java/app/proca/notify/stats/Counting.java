package app.proca.notify.stats;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.TestingRemoved;
import app.proca.notify.change.Changes;
import app.proca.notify.change.Created;
import app.proca.notify.change.Deleted;
import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.Updated;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;

/**
 * Lets the counters follow, in the transaction of the change. Relies on Hibernate's old values: whoever changes how far an
 * action or a supporter was processed has its row locked, or has just read it in the same transaction.
 */
@ApplicationScoped
class Counting {

    private final CountersTable table;

    Counting(CountersTable table) {
        this.table = table;
    }

    void countNewAction(@Observes Created<Action> created) {
        ActionShare share = ActionShare.now(created.entity());
        if (share.counts()) {
            tally(created.unit()).action(Optional.empty(), Optional.of(share));
        }
    }

    void countChangedAction(@Observes Updated<Action> updated) {
        ActionShare was = ActionShare.before(updated.entity(), updated.changes());
        ActionShare is = ActionShare.now(updated.entity());
        if (!was.equals(is) && (was.counts() || is.counts())) {
            tally(updated.unit()).action(Optional.of(was), Optional.of(is));
        }
    }

    void countRemovedAction(@Observes Deleted<Action> deleted) {
        ActionShare share = ActionShare.now(deleted.entity());
        if (share.counts()) {
            tally(deleted.unit()).action(Optional.of(share), Optional.empty());
        }
    }

    void countNewSupporter(@Observes Created<Supporter> created) {
        count(created.unit(), created.entity(), Standing.NONE);
    }

    void countChangedSupporter(@Observes Updated<Supporter> updated) {
        count(updated.unit(), updated.entity(), before(updated.entity(), updated.changes()));
    }

    void recountWithoutSupporter(@Observes Deleted<Supporter> deleted) {
        tally(deleted.unit()).countAnew(Set.of(deleted.entity().campaignId));
    }

    void recountWithoutTesting(@Observes TestingRemoved removed) {
        tally(removed.unit()).countAnew(removed.campaignIds());
    }

    void recountNothing(@Observes Deleted<Campaign> deleted) {
        tally(deleted.unit()).countAnew(Set.of(deleted.entity().id));
    }

    private void count(UnitOfWork unit, Supporter supporter, Standing was) {
        Standing is = Standing.of(supporter.processingStatus, supporter.dupeRank, supporter.area);
        if (!was.equals(is) && (was.first() || is.first())) {
            tally(unit).supporter(supporter.id, was, is);
        }
    }

    private Tally tally(UnitOfWork unit) {
        return unit.attachment(Tally.class, () -> {
            Tally tally = new Tally();
            unit.beforeCommit(() -> tally.isEmpty() ? Uni.createFrom().voidItem() : table.follow(unit.connection(), tally));
            return tally;
        });
    }

    private static Standing before(Supporter supporter, Changes changes) {
        return Standing.of(
                changes.touch("processingStatus") ? (ProcessingStatus) changes.before("processingStatus")
                        : supporter.processingStatus,
                changes.touch("dupeRank") ? (Integer) changes.before("dupeRank") : supporter.dupeRank,
                changes.touch("area") ? (String) changes.before("area") : supporter.area);
    }
}
