package app.proca.notify.org;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.ClientFault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** The org that runs the instance: owner of the events that concern no org in particular, signer of personal data. */
@ApplicationScoped
public class InstanceOrg {

    private final InstanceSettings settings;
    private final Pool pool;
    private volatile Optional<Long> known = Optional.empty();

    InstanceOrg(InstanceSettings settings, Pool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    public String name() {
        return settings.orgName();
    }

    /** Asked from the database once: an org's id never changes. */
    public Uni<Long> id() {
        return known.map(id -> Uni.createFrom().item(id)).orElseGet(this::lookUp);
    }

    public boolean isInstance(Org org) {
        return settings.orgName().equalsIgnoreCase(org.name);
    }

    private Uni<Long> lookUp() {
        return pool.preparedQuery("select id from orgs where name = $1").execute(Tuple.of(settings.orgName()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ClientFault.notFound("The instance org \"" + settings.orgName() + "\" is not in the database");
                    }
                    return rows.iterator().next().getLong(0);
                })
                .invoke(id -> known = Optional.of(id));
    }
}
