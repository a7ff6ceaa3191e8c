package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;

/** A service of an org's. Its password stays here. */
@Type("Service")
public class ServiceView {

    private final Service service;

    ServiceView(Service service) {
        this.service = service;
    }

    public int getId() {
        return service.id.intValue();
    }

    @NonNull
    public ServiceName getName() {
        return service.name;
    }

    public String getHost() {
        return service.host;
    }

    public String getUser() {
        return service.user;
    }

    public @Nullable String getPath() {
        return service.path;
    }

    public @Nullable String getSendingFrom() {
        return service.sendingFrom;
    }

    public @Nullable Integer getTransactionalEmailBudget() {
        return service.transactionalEmailBudget;
    }

    boolean takesWebhooks() {
        return service.name == ServiceName.WEBHOOK;
    }
}
