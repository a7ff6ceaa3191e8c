package app.proca.notify.webhook;

import java.net.InetAddress;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** Knows the addresses of hosts. */
interface Names {

    /** At least one; fails with an UnknownHostException where the name is not known. */
    Uni<List<InetAddress>> addresses(String host);
}
