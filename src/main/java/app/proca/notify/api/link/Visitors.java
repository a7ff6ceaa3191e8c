package app.proca.notify.api.link;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.Authentication;
import app.proca.notify.api.edge.Credentials;
import app.proca.notify.common.ClientFault;
import app.proca.notify.confirm.Answer;
import app.proca.notify.confirm.ConfirmOperation;
import app.proca.notify.confirm.Confirms;
import app.proca.notify.confirm.Respondent;
import app.proca.notify.org.Orgs;
import app.proca.notify.user.Registration;
import app.proca.notify.user.User;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Lets visitors answer: those who are signed in, those who need not be, and those who were invited and are no users yet. Who
 * follows an invitation with the invited address and a password that nobody has set yet has shown that the address is theirs, and
 * becomes a user.
 */
@ApplicationScoped
class Visitors {

    private final Authentication authentication;
    private final Registration registration;
    private final Orgs orgs;
    private final Confirms confirms;

    Visitors(Authentication authentication, Registration registration, Orgs orgs, Confirms confirms) {
        this.authentication = authentication;
        this.registration = registration;
        this.orgs = orgs;
        this.confirms = confirms;
    }

    /** @param authorization the header; null for a visitor who does not say who they are */
    Uni<Answer> answer(Visit visit, @Nullable String authorization) {
        Optional<Credentials> credentials = Credentials.of(authorization).filter(authentication::takes);
        if (credentials.isEmpty()) {
            return answer(visit, Optional.empty());
        }
        Executor here = here();
        return authentication.authenticate(credentials.get(), visit.address()).emitOn(here)
                .chain(viewer -> viewer.isPresent() ? answer(visit, viewer) : answerAsNewcomer(visit, credentials.get(), here));
    }

    private Uni<Answer> answer(Visit visit, Optional<Viewer> viewer) {
        return inTransaction(() -> orgId(visit, viewer)
                .map(org -> new Respondent(viewer, org.orElse(null), visit.address()))
                .chain(by -> visit.accepts() ? confirms.accept(visit.key(), by) : confirms.reject(visit.key(), by)));
    }

    private Uni<Optional<Long>> orgId(Visit visit, Optional<Viewer> viewer) {
        return visit.org() == null || viewer.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : orgs.byName(visit.org()).invoke(org -> Viewer.memberOf(viewer, org.id)).map(org -> Optional.of(org.id));
    }

    /** Phases: (1) is there such an invitation, and no such user; (2) the slow hash; (3) user and answer, or neither. */
    private Uni<Answer> answerAsNewcomer(Visit visit, Credentials credentials, Executor here) {
        if (!visit.accepts() || !(credentials instanceof Credentials.Basic basic)
                || !basic.email().equalsIgnoreCase(visit.key().email())) {
            return Uni.createFrom().failure(nobody());
        }
        return inTransaction(() -> requireInvitation(visit))
                .chain(() -> hash(basic.password())).emitOn(here)
                .chain(hash -> inTransaction(() -> registration.register(basic.email(), hash)
                        .chain(user -> confirms.accept(visit.key(), newcomer(user, visit)))));
    }

    private Uni<Void> requireInvitation(Visit visit) {
        return confirms.waiting(visit.key(), new Respondent(Optional.empty(), null, visit.address()))
                .chain(confirm -> User.count("email", confirm.email)
                        .invoke(users -> {
                            if (users > 0 || confirm.operation != ConfirmOperation.ADD_STAFFER) {
                                throw nobody();
                            }
                        }))
                .replaceWithVoid();
    }

    private Uni<String> hash(String password) {
        return Uni.createFrom().deferred(() -> registration.hash(password))
                .onFailure(ClientFault.class).transform(wrong -> LinkAnswer.otherPassword((ClientFault) wrong));
    }

    private static Respondent newcomer(User user, Visit visit) {
        return new Respondent(Optional.of(new Viewer(user.id, user.email, user.permissions, Map.of())), null, visit.address());
    }

    private static ClientFault nobody() {
        return ClientFault.unauthorized("Can not authenticate with these credentials");
    }

    private static <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> Panache.withTransaction(() -> Uni.createFrom().deferred(work::get)));
    }

    /** Passwords are compared on another thread; sessions belong to the request's. */
    private static Executor here() {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context");
        return work -> context.runOnContext(ignored -> work.run());
    }
}
