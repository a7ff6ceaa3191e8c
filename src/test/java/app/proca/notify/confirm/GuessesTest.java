package app.proca.notify.confirm;

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
import app.proca.notify.user.Viewer;

class GuessesTest {

    private static final int LIMIT = 20;
    private static final Duration WITHIN = Duration.ofMinutes(15);

    private final AtomicLong now = new AtomicLong();
    private Guesses guesses;

    @BeforeEach
    void begin() {
        guesses = new Guesses(settings(), now::get);
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
        IntStream.range(0, 500).forEach(i -> guesses.begin(user(7, "192.0.2.1")).wasRight());

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

        ClientFault refusal = catchThrowableOfType(ClientFault.class, () -> guesses.begin(anonymous("192.0.2.1")));

        assertThat(refusal.problems().get(0).extensions()).isEqualTo(Map.of("code", "too_many_requests"));
        assertThatThrownBy(() -> guesses.begin(anonymous("192.0.2.1"))).hasMessage("Too many wrong codes: try again later");
    }

    private void guess(int times, IntFunction<Respondent> by) {
        long lookedAt = IntStream.range(0, times).filter(i -> isLookedAt(by.apply(i))).count();
        assertThat(lookedAt).isLessThanOrEqualTo(LIMIT);
    }

    private boolean isLookedAt(Respondent by) {
        try {
            return guesses.begin(by) != null;
        } catch (ClientFault tooMany) {
            return false;
        }
    }

    private static Respondent anonymous(String address) {
        return new Respondent(Optional.empty(), null, address);
    }

    private static Respondent user(long id, String address) {
        return new Respondent(Optional.of(new Viewer(id, "user@example.org", 0, Map.of())), null, address);
    }

    private static ConfirmSettings settings() {
        return new ConfirmSettings() {
            @Override
            public int wrongCodes() {
                return LIMIT;
            }

            @Override
            public Duration wrongCodesWithin() {
                return WITHIN;
            }
        };
    }
}
