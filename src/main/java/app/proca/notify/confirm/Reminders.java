package app.proca.notify.confirm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import io.smallrye.mutiny.Uni;

/** What an operator does about a Confirm of which nobody seems to have heard. Each runs in the caller's transaction. */
@ApplicationScoped
public class Reminders {

    private final UnitsOfWork units;
    private final Event<ConfirmMailAgain> mails;
    private final Event<ConfirmEventAgain> events;

    Reminders(UnitsOfWork units, Event<ConfirmMailAgain> mails, Event<ConfirmEventAgain> events) {
        this.units = units;
        this.mails = mails;
        this.events = events;
    }

    /** Sends the mails once more; fails with {@code expired} where nobody can answer any more. */
    public Uni<Confirm> mail(@Nullable Integer id, @Nullable String code) {
        return find(id, code).invoke(confirm -> {
            if (confirm.charges <= 0) {
                throw ClientFault.coded("expired", "expired");
            }
            mails.fire(new ConfirmMailAgain(confirm, units.current()));
        });
    }

    /** Emits the event once more. */
    public Uni<Confirm> event(@Nullable Integer id, @Nullable String code) {
        return find(id, code).invoke(confirm -> events.fire(new ConfirmEventAgain(confirm, units.current())));
    }

    private static Uni<Confirm> find(@Nullable Integer id, @Nullable String code) {
        if ((id == null) == (code == null)) {
            throw ClientFault.badArgument("Provide exactly one identifier argument");
        }
        if (code != null && !new ConfirmKey(code, null, null).isPossible()) {
            throw ClientFault.notFound();
        }
        Uni<Confirm> found = id == null ? Confirm.<Confirm>find("code", code).firstResult() : Confirm.findById(id.longValue());
        return found.onItem().ifNull().failWith(() -> ClientFault.notFound());
    }
}
