package app.proca.notify.action;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Gives actions that waited for it their supporter. */
@ApplicationScoped
class Linking {

    /** Actions with one reference are those of one visitor: more than this only somebody makes who tries what happens. */
    private static final int MOST = 1_000;

    /** In the caller's transaction: actions with these references that have no supporter, the oldest first. */
    Uni<Void> link(List<byte[]> references, long supporterId) {
        return Action.<Action>find("ref in ?1 and supporterId is null order by id", references)
                .withLock(LockModeType.PESSIMISTIC_WRITE).page(0, MOST).list()
                .invoke(waiting -> waiting.forEach(action -> {
                    action.supporterId = supporterId;
                    action.ref = null;
                }))
                .chain(Panache::flush);
    }
}
