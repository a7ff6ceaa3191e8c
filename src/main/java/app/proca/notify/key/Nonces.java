package app.proca.notify.key;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Numbers that are used once: no two calls get the same, on whatever instance, after however many restarts. Each process
 * draws 16 random bytes, which no other process draws, and counts behind them; so two nonces can only be the same where two
 * processes drew the same 128 bits.
 */
@ApplicationScoped
class Nonces {

    static final int BYTES = 24;
    private static final int RANDOM_BYTES = BYTES - Long.BYTES;

    private final byte[] process = new byte[RANDOM_BYTES];
    private final AtomicLong count = new AtomicLong();

    Nonces() {
        new SecureRandom().nextBytes(process);
    }

    byte[] next() {
        return ByteBuffer.allocate(BYTES).put(process).putLong(count.getAndIncrement()).array();
    }
}
