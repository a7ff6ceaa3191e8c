package app.proca.notify.action;

import java.time.LocalDateTime;
import java.util.Optional;

import jakarta.inject.Singleton;

import app.proca.notify.change.UnitOfWork;
import app.proca.notify.change.UnitsOfWork;
import io.smallrye.mutiny.Uni;

/** What an action may have besides its own row: a source that is new, a donation, a mail to targets. */
@Singleton
class Extras {

    private final IntakeTables tables;
    private final UnitsOfWork units;

    Extras(IntakeTables tables, UnitsOfWork units) {
        this.tables = tables;
        this.units = units;
    }

    /** Makes the source, or finds the one that somebody else just made; its id. */
    Uni<Optional<Long>> source(Optional<Tracking> tracking, LocalDateTime now) {
        return tracking.map(from -> tables.source(units.current().connection(), from, now).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Of an action that has its id. */
    Uni<Void> add(Action action, NewAction given, UnitOfWork unit) {
        return donation(action, given).chain(() -> message(action, given, unit));
    }

    private static Uni<Void> donation(Action action, NewAction given) {
        if (given.donation() == null) {
            return Uni.createFrom().voidItem();
        }
        Donation donation = ActionRules.donation(given.donation());
        donation.actionId = action.id;
        return donation.persist().replaceWithVoid();
    }

    private Uni<Void> message(Action action, NewAction given, UnitOfWork unit) {
        return given.message() == null ? Uni.createFrom().voidItem()
                : tables.message(unit.connection(), action, given.message());
    }
}
