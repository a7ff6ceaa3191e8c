package app.proca.notify.user;

import java.time.Clock;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Times;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** How somebody becomes a user. */
@ApplicationScoped
public class Registration {

    private final UnitsOfWork units;
    private final Event<UserRegistered> registered;
    private final Clock clock;

    Registration(UnitsOfWork units, Event<UserRegistered> registered, Clock clock) {
        this.units = units;
        this.registered = registered;
        this.clock = clock;
    }

    /**
     * What is stored of a password. Slow on purpose, and done on a thread of its own, on which the Uni emits: call it before
     * the transaction.
     *
     * @throws ClientFault with what is wrong with the password, which it does not quote
     */
    public Uni<String> hash(String password) {
        ClientFault.refuse(UserRules.passwordProblems(password));
        return Uni.createFrom().item(() -> Accounts.hash(password)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * Registers somebody who has shown that the address is theirs. Runs in the caller's transaction.
     *
     * @throws ClientFault (in the Uni) where the address has the wrong form, or is a user's
     */
    public Uni<User> register(String email, String hashedPassword) {
        User user = new User();
        user.hashedPassword = hashedPassword;
        user.confirmedAt = Times.now(clock);
        return write(user, email);
    }

    /**
     * Registers somebody on the word of another, who may be wrong about the address: with a password that nobody knows. Runs in
     * the caller's transaction.
     *
     * @throws ClientFault (in the Uni) where the address has the wrong form, or is a user's
     */
    public Uni<User> enrol(String email) {
        User user = new User();
        user.hashedPassword = Passwords.hashOfNone();
        return write(user, email);
    }

    private Uni<User> write(User user, String email) {
        user.email = email.toLowerCase(Locale.ROOT);
        UserRules.check(user);
        return Rows.write(user).invoke(() -> registered.fire(new UserRegistered(user, units.current())));
    }
}
