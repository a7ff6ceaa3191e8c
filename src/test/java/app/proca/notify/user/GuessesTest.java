package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault;

class GuessesTest {

    private static final int LIMIT = 20;
    private static final Duration WITHIN = Duration.ofMinutes(15);

    private final AtomicLong now = new AtomicLong();
    private Guesses guesses;

    @BeforeEach
    void begin() {
        guesses = new Guesses(new Guesses.Limits(LIMIT, LIMIT, WITHIN), "Too many wrong codes: try again later", now::get);
    }

    @Test
    void ten_thousand_wrong_codes_from_one_address_get_no_further_than_the_limit() {
        long lookedAt = IntStream.range(0, 10_000).filter(i -> isLookedAt(anonymous("192.0.2.1"))).count();

        assertThat(lookedAt).isEqualTo(LIMIT);
        assertThat(isLookedAt(anonymous("192.0.2.2"))).isTrue();
    }

    @Test
    void ten_thousand_guesses_at_once_get_no_further_either() {
        long lookedAt = IntStream.range(0, 10_000).parallel().filter(i -> isLookedAt(anonymous("192.0.2.1"))).count();

        assertThat(lookedAt).isEqualTo(LIMIT);
    }

    @Test
    void a_user_gets_no_further_from_many_addresses() {
        long lookedAt = IntStream.range(0, 200).filter(i -> isLookedAt(user(7, "192.0.2." + i))).count();

        assertThat(lookedAt).isEqualTo(LIMIT);
        assertThat(isLookedAt(user(8, "192.0.2.1"))).isTrue();
    }

    @Test
    void addresses_of_one_ipv6_network_are_one() {
        long lookedAt =
                IntStream.range(0, 200).filter(i -> isLookedAt(anonymous("2001:db8:1:2::" + Integer.toHexString(i)))).count();

        assertThat(lookedAt).isEqualTo(LIMIT);
        assertThat(isLookedAt(anonymous("2001:db8:1:3::1"))).isTrue();
    }

    @Test
    void right_codes_do_not_count() {
        IntStream.range(0, 500).forEach(i -> begin(user(7, "192.0.2.1")).wasRight());

        assertThat(isLookedAt(user(7, "192.0.2.1"))).isTrue();
    }

    @Test
    void a_user_who_is_refused_costs_the_address_nothing() {
        guess(200, i -> user(7, "198.51.100." + i));
        guess(200, i -> user(7, "192.0.2.1"));

        assertThat(isLookedAt(anonymous("192.0.2.1"))).isTrue();
    }

    @Test
    void the_limit_ends_some_time_after_the_first_wrong_code() {
        guess(100, i -> anonymous("192.0.2.1"));

        now.addAndGet(WITHIN.minusSeconds(1).toNanos());
        boolean before = isLookedAt(anonymous("192.0.2.1"));
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(before).isFalse();
        assertThat(isLookedAt(anonymous("192.0.2.1"))).isTrue();
    }

    @Test
    void a_refusal_has_a_code_of_its_own() {
        guess(LIMIT, i -> anonymous("192.0.2.1"));

        ClientFault refusal = catchThrowableOfType(ClientFault.class, () -> begin(anonymous("192.0.2.1")));

        assertThat(refusal.problems().get(0).extensions()).isEqualTo(Map.of("code", "too_many_requests"));
        assertThatThrownBy(() -> begin(anonymous("192.0.2.1"))).hasMessage("Too many wrong codes: try again later");
    }

    @Test
    void a_user_and_an_address_have_limits_of_their_own() {
        guesses = new Guesses(new Guesses.Limits(LIMIT, 5, WITHIN), "Too many", now::get);

        long ofOne = IntStream.range(0, 100).filter(i -> isLookedAt(user(7, "192.0.2.1"))).count();
        long ofAll = IntStream.range(0, 100).filter(i -> isLookedAt(user(i + 8, "192.0.2.1"))).count();

        assertThat(ofOne).isEqualTo(5);
        assertThat(ofOne + ofAll).isEqualTo(LIMIT);
    }

    private void guess(int times, IntFunction<Caller> by) {
        long lookedAt = IntStream.range(0, times).filter(i -> isLookedAt(by.apply(i))).count();
        assertThat(lookedAt).isLessThanOrEqualTo(LIMIT);
    }

    private boolean isLookedAt(Caller by) {
        try {
            return begin(by) != null;
        } catch (ClientFault tooMany) {
            return false;
        }
    }

    private record Caller(String address, Optional<String> user) {}

    private Guesses.Guess begin(Caller by) {
        return guesses.begin(by.address(), by.user());
    }

    private static Caller anonymous(String address) {
        return new Caller(address, Optional.empty());
    }

    private static Caller user(long id, String address) {
        return new Caller(address, Optional.of(Long.toString(id)));
    }
}
