package app.proca.notify.user;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import app.proca.notify.common.ClientFault;

/**
 * Bounds how often a secret is guessed, by the address that a request comes from and by the user whom it concerns. A guess
 * counts from its begin, so that many at once get no further, and no longer once it turns out to be right.
 */
public final class Guesses {

    /** The code of a refusal. */
    public static final String TOO_MANY = "too_many_requests";

    /** Counters are small; whoever was not seen for long is forgotten first. */
    private static final int REMEMBERED = 100_000;
    /** Who has an IPv6 address has this much of it to themselves. */
    private static final int NETWORK_BYTES = 8;

    /**
     * How many wrong guesses before no more are looked at.
     *
     * @param within for how long they count, from the first one on
     */
    public record Limits(int perAddress, int perUser, Duration within) {}

    /** One try, until it is known how it ends. */
    public record Guess(List<AtomicInteger> counters) {

        public Guess {
            counters = List.copyOf(counters);
        }

        /** Right: does not count. */
        public void wasRight() {
            counters.forEach(AtomicInteger::decrementAndGet);
        }
    }

    private final Limits limits;
    private final String refusal;
    private final Cache<String, AtomicInteger> wrong;

    /** @param refusal what whoever guessed too often is told */
    public Guesses(Limits limits, String refusal) {
        this(limits, refusal, Ticker.systemTicker());
    }

    Guesses(Limits limits, String refusal, Ticker ticker) {
        Executor atOnce = Runnable::run;
        this.limits = limits;
        this.refusal = refusal;
        this.wrong = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(limits.within()).ticker(ticker)
                .executor(atOnce).build();
    }

    /**
     * @param user whoever it is, by a short name; empty where nobody is signed in
     * @throws ClientFault {@link #TOO_MANY} where this address, or this user, was wrong too often; nothing is looked up then
     */
    public Guess begin(String address, Optional<String> user) {
        Map<String, Integer> bounds = new TreeMap<>(Map.of("address " + network(address), limits.perAddress()));
        user.ifPresent(name -> bounds.put("user " + name, limits.perUser()));
        List<AtomicInteger> taken = new ArrayList<>();
        bounds.forEach((key, limit) -> {
            AtomicInteger counter = wrong.get(key, absent -> new AtomicInteger());
            if (!isTaken(counter, limit)) {
                new Guess(taken).wasRight();
                throw ClientFault.coded(TOO_MANY, refusal);
            }
            taken.add(counter);
        });
        return new Guess(taken);
    }

    /** Takes one more, where there is room. */
    private static boolean isTaken(AtomicInteger counter, int limit) {
        return counter.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    /** Addresses as numbers only: nothing is looked up. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException none) {
            return address;
        }
    }
}
