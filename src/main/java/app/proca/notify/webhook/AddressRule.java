package app.proca.notify.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * Which addresses webhooks may be at: public ones, and those that the instance allows. Everything else (loopback, private,
 * link-local with the metadata of cloud providers, and forms of IPv6 that such an IPv4 address can hide in) is refused.
 */
public final class AddressRule {

    private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f.:]+)(?:/(\\d{1,3}))?");

    /** What IANA keeps for special purposes. */
    private static final List<Range> SPECIAL_IPV4 = ranges(List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"));

    /** All that is global; mapped IPv4, NAT64, unique-local, link-local and multicast addresses are outside. */
    private static final List<Range> GLOBAL_IPV6 = ranges(List.of("2000::/3"));
    /** Within: Teredo and its neighbours, documentation, 6to4. */
    private static final List<Range> SPECIAL_IPV6 =
            ranges(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final List<Range> allowed;

    private AddressRule(List<Range> allowed) {
        this.allowed = allowed;
    }

    /**
     * Public addresses, and these.
     *
     * @param ranges networks like {@code 10.1.0.0/16} or {@code fd00::/8}, or single addresses
     * @throws IllegalArgumentException where one is none
     */
    public static AddressRule allowing(List<String> ranges) {
        return new AddressRule(ranges(ranges));
    }

    boolean allows(InetAddress address) {
        if (anyHas(allowed, address)) {
            return true;
        }
        return address instanceof Inet4Address ? !anyHas(SPECIAL_IPV4, address)
                : anyHas(GLOBAL_IPV6, address) && !anyHas(SPECIAL_IPV6, address);
    }

    private static boolean anyHas(List<Range> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.has(address));
    }

    private static List<Range> ranges(List<String> texts) {
        return texts.stream().map(String::strip).map(Range::of).toList();
    }

    /**
     * The addresses of the same family whose first bits are these. (The rule of Netty's that would do has IPv6 addresses
     * with a leading one in networks with a leading zero.)
     */
    private record Range(InetAddress network, int prefix) {

        static Range of(String text) {
            Matcher parts = RANGE.matcher(text);
            byte[] address = parts.matches() ? NetUtil.createByteArrayFromIpAddressString(parts.group(1)) : null;
            if (address == null) {
                throw noRange(text);
            }
            int bits = address.length * Byte.SIZE;
            int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            if (prefix > bits) {
                throw noRange(text);
            }
            return new Range(network(address), prefix);
        }

        boolean has(InetAddress address) {
            return address.getAddress().length == network.getAddress().length && firstBits(address).equals(firstBits(network));
        }

        private BigInteger firstBits(InetAddress address) {
            byte[] bytes = address.getAddress();
            return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - prefix);
        }

        private static InetAddress network(byte[] address) {
            try {
                return InetAddress.getByAddress(address);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("an address of " + address.length + " bytes", impossible);
            }
        }

        private static IllegalArgumentException noRange(String text) {
            return new IllegalArgumentException("\"" + text + "\" is no network or address, like 10.1.0.0/16 or fd00::1");
        }
    }
}
