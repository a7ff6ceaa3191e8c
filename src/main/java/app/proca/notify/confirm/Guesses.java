package app.proca.notify.confirm;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import app.proca.notify.common.ClientFault;

/**
 * Bounds how often codes are guessed, by the address that a request comes from and by the user who is signed in. A guess counts
 * from its begin, so that many at once get no further, and no longer once its code turns out to be right.
 */
@ApplicationScoped
class Guesses {

    /** Refused: too many wrong codes. */
    static final String TOO_MANY = "too_many_requests";

    /** Counters are small; whoever was not seen for long is forgotten first. */
    private static final int REMEMBERED = 100_000;
    /** Who has an IPv6 address has this much of it to themselves. */
    private static final int NETWORK_BYTES = 8;

    /** One try, until it is known how it ends. */
    record Guess(List<AtomicInteger> counters) {

        Guess {
            counters = List.copyOf(counters);
        }

        /** Right: does not count. */
        void wasRight() {
            counters.forEach(AtomicInteger::decrementAndGet);
        }
    }

    private final int limit;
    private final Cache<String, AtomicInteger> wrong;

    @Inject
    Guesses(ConfirmSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    Guesses(ConfirmSettings settings, Ticker ticker) {
        Executor atOnce = Runnable::run;
        this.limit = settings.wrongCodes();
        this.wrong = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(settings.wrongCodesWithin()).ticker(ticker)
                .executor(atOnce).build();
    }

    /** @throws ClientFault {@link #TOO_MANY} where this address, or this user, was wrong too often; nothing is looked up then */
    Guess begin(Respondent by) {
        List<AtomicInteger> taken = new ArrayList<>();
        for (String key : keys(by)) {
            AtomicInteger counter = wrong.get(key, absent -> new AtomicInteger());
            if (!isTaken(counter)) {
                new Guess(taken).wasRight();
                throw ClientFault.coded(TOO_MANY, "Too many wrong codes: try again later");
            }
            taken.add(counter);
        }
        return new Guess(taken);
    }

    private static List<String> keys(Respondent by) {
        String address = "address " + network(by.address());
        return by.viewer().map(viewer -> List.of(address, "user " + viewer.userId())).orElse(List.of(address));
    }

    /** Takes one more, where there is room. */
    private boolean isTaken(AtomicInteger counter) {
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
