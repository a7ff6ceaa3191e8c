package app.proca.notify.cli.smoke.receipt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the service reaches this machine.
 *
 * @param host a name or an address; of IPv6 in brackets
 * @param port 0: any free one
 */
public record Place(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException where it is none; the message says what it looks like */
    public static Place parse(String text) {
        Matcher parts = FORM.matcher(text);
        int port = !parts.matches() ? -1 : parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("'" + text + "' is no address like 10.0.0.7 or smoke.example.org:8080");
        }
        return new Place(parts.group(1), port);
    }

    /** The next port, where this one is fixed. */
    public Place next() {
        return port == 0 ? this : new Place(host, port + 1);
    }

    /** What to listen at: on this machine alone where the service is here, else at all addresses, for the name may be a proxy's. */
    InetSocketAddress bound() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        return address.isLoopbackAddress() ? new InetSocketAddress(address, port) : new InetSocketAddress(port);
    }

    String named(int actualPort) {
        return host + ":" + actualPort;
    }
}
