package app.proca.notify.api.edge;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/**
 * Where the operation that runs was asked for. Behind a proxy that the operator trusts it is what the proxy says
 * (README, configuration); what anybody else says of themselves is not looked at.
 */
@ApplicationScoped
public class CurrentAddress {

    private static final String KEY = CurrentAddress.class.getName();
    private static final String UNKNOWN = "unknown";

    /** Of the caller; the same for all whose address is not known. */
    public String get() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.<String>get(KEY).orElse(UNKNOWN) : UNKNOWN;
    }

    /** Of whoever sent the request. */
    public static String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress() == null ? remote.host() : remote.hostAddress();
        return host == null ? UNKNOWN : host;
    }

    void set(String address) {
        ContextLocals.put(KEY, address);
    }
}
