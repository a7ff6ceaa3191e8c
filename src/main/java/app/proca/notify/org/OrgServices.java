package app.proca.notify.org;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.common.Times;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;

/** The operations on an org's services. Each runs in the caller's transaction. */
@ApplicationScoped
public class OrgServices {

    private final Clock clock;

    OrgServices(Clock clock) {
        this.clock = clock;
    }

    /** One of the org's services, which has to be of that kind; fails with {@code not_found} where there is none. */
    public Uni<Service> ofKind(long orgId, long id, ServiceName kind) {
        return Service.<Service>find("id = ?1 and orgId = ?2 and name = ?3", id, orgId, kind).firstResult()
                .onItem().ifNull().failWith(() -> ClientFault.notFound());
    }

    /**
     * Changes one of the org's services, or adds one. A change that changes nothing counts, too: who works with the service
     * begins anew.
     *
     * @param id of the service to change; null changes the newest of that kind, and adds one where the org has none
     */
    public Uni<Service> upsert(long orgId, @Nullable Long id, Given<ServiceInput> input) {
        return find(orgId, id, input.input().name()).chain(service -> {
            service.updatedAt = Times.now(clock);
            service.name = input.input().name();
            input.apply("host", ServiceInput::host, host -> service.host = host == null ? "" : host)
                    .apply("user", ServiceInput::user, user -> service.user = user == null ? "" : user)
                    .apply("password", ServiceInput::password, password -> service.password = password == null ? "" : password)
                    .apply("path", ServiceInput::path, path -> service.path = path)
                    .apply("sendingFrom", ServiceInput::sendingFrom, from -> service.sendingFrom = from)
                    .apply("transactionalEmailBudget", ServiceInput::transactionalEmailBudget,
                            budget -> service.transactionalEmailBudget = budget);
            ServiceRules.check(service);
            return Rows.write(service);
        });
    }

    private static Uni<Service> find(long orgId, @Nullable Long id, ServiceName kind) {
        if (id == null) {
            return Service.<Service>find("orgId = ?1 and name = ?2 order by id desc", orgId, kind).firstResult()
                    .onItem().ifNull().continueWith(() -> blank(orgId));
        }
        return Service.<Service>find("id = ?1 and orgId = ?2", id, orgId).firstResult()
                .onItem().ifNull().failWith(() -> ClientFault.notFound());
    }

    private static Service blank(long orgId) {
        Service service = new Service();
        service.orgId = orgId;
        return service;
    }
}
