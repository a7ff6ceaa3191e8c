package app.proca.notify.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class NoncesTest {

    private static final int BYTES = 24;

    @Test
    void none_comes_twice_on_two_instances_that_restart_at_any_time() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Nonces> instances = new ArrayList<>(List.of(new Nonces(), new Nonces()));
        Set<ByteBuffer> seen = new HashSet<>();

        for (int turn = 0; turn < 300_000; turn++) {
            int instance = random.nextInt(2);
            if (random.nextInt(1_000) == 0) {
                instances.set(instance, new Nonces());
            }
            byte[] nonce = instances.get(instance).next();

            assertThat(nonce).hasSize(BYTES);
            assertThat(seen.add(ByteBuffer.wrap(nonce))).as("turn %d of seed %d", turn, seed).isTrue();
        }
    }

    @Test
    void none_comes_twice_to_threads_that_ask_at_once() {
        Nonces nonces = new Nonces();
        Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 200_000).parallel().forEach(turn -> seen.add(ByteBuffer.wrap(nonces.next())));

        assertThat(seen).hasSize(200_000);
    }

    /** A count that begins anew must not meet the one of before. */
    @Test
    void each_process_counts_behind_random_bytes_of_its_own() {
        Set<ByteBuffer> beginnings = new HashSet<>();

        IntStream.range(0, 1_000).forEach(start -> beginnings.add(ByteBuffer.wrap(new Nonces().next(), 0, 16)));

        assertThat(beginnings).hasSize(1_000);
    }
}
