package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault;
import at.favre.lib.crypto.bcrypt.BCrypt;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class PasswordsTest {

    private static final String PASSWORD = "a test of a password";
    private static final String HASH = Passwords.hash(PASSWORD);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final Passwords passwords = new Passwords((password, hash) -> {
        compared.incrementAndGet();
        return hash.equals("hash of " + password);
    }, nanos::get);
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void a_password_matches_its_hash_alone() {
        assertThat(Passwords.compare(PASSWORD, HASH)).isTrue();
        assertThat(Passwords.compare("A test of a password", HASH)).isFalse();
        assertThat(Passwords.compare("", HASH)).isFalse();
    }

    @Test
    void hashes_of_procas_bcrypt_are_understood() {
        assertThat(Passwords.compare(PASSWORD, HASH.replace("$2a$", "$2b$"))).isTrue();
    }

    @Test
    void a_password_longer_than_bcrypt_reads_is_wrong_not_an_error() {
        assertThat(Passwords.compare("x".repeat(5_000), HASH)).isFalse();
    }

    @Test
    void a_hash_of_another_kind_matches_nothing() {
        assertThat(Passwords.compare("secret", "$pbkdf2-sha512$100000$c2FsdA==$aGFzaA==")).isFalse();
    }

    @Test
    void a_right_password_is_compared_once_and_again_after_some_minutes() {
        assertThat(match("bees", "hash of bees")).isTrue();
        assertThat(match("bees", "hash of bees")).isTrue();
        assertThat(compared).hasValue(1);

        nanos.addAndGet(Passwords.REMEMBERED_FOR.toNanos());

        assertThat(match("bees", "hash of bees")).isTrue();
        assertThat(compared).hasValue(2);
    }

    @Test
    void a_wrong_password_is_compared_every_time() {
        assertThat(match("wasps", "hash of bees")).isFalse();
        assertThat(match("wasps", "hash of bees")).isFalse();

        assertThat(compared).hasValue(2);
    }

    @Test
    void a_password_that_was_right_is_wrong_for_another_hash() {
        assertThat(match("bees", "hash of bees")).isTrue();

        assertThat(match("bees", "hash of wasps")).isFalse();
        assertThat(match("wasps", "hash of bees")).isFalse();
    }

    @Test
    void only_so_many_passwords_are_remembered() {
        int twice = 2 * Passwords.REMEMBERED;
        for (int user = 0; user < twice; user++) {
            assertThat(match("of user " + user, "hash of of user " + user)).isTrue();
        }

        for (int user = 0; user < twice; user++) {
            assertThat(match("of user " + user, "hash of of user " + user)).isTrue();
        }

        assertThat(compared.get()).isGreaterThanOrEqualTo(twice + Passwords.REMEMBERED);
    }

    @Test
    void bcrypt_never_runs_on_an_event_loop() throws Exception {
        List<Boolean> onEventLoop = new CopyOnWriteArrayList<>();
        Passwords asked = new Passwords((password, hash) -> onEventLoop.add(Context.isOnEventLoopThread()), nanos::get);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();

        vertx.runOnContext(ignored -> asked.match("bees", "hash of bees", this::attempt)
                .subscribe().with(answer::complete, answer::completeExceptionally));

        assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(onEventLoop).containsExactly(false);
    }

    @Test
    void bcrypt_on_an_event_loop_is_refused() {
        CompletableFuture<Boolean> compared = new CompletableFuture<>();
        CompletableFuture<String> hashed = new CompletableFuture<>();

        vertx.runOnContext(ignored -> compared.completeAsync(() -> Passwords.compare(PASSWORD, HASH), Runnable::run));
        vertx.runOnContext(ignored -> hashed.completeAsync(() -> Accounts.hash(PASSWORD), Runnable::run));

        assertThatThrownBy(() -> compared.get(SOON.toSeconds(), TimeUnit.SECONDS)).hasMessageContaining("event loop");
        assertThatThrownBy(() -> hashed.get(SOON.toSeconds(), TimeUnit.SECONDS)).hasMessageContaining("event loop");
    }

    @Test
    void only_what_has_to_be_compared_is_an_attempt_and_a_right_one_does_not_count() {
        assertThat(match("bees", "hash of bees")).isTrue();
        assertThat(match("bees", "hash of bees")).isTrue();
        assertThat(match("wasps", "hash of bees")).isFalse();

        assertThat(attempts).hasValue(2);
        assertThat(wrong).hasValue(1);
    }

    @Test
    void who_may_not_try_is_let_in_with_a_remembered_password_only() {
        assertThat(match("bees", "hash of bees")).isTrue();
        Supplier<Guesses.Guess> refused = () -> {
            throw ClientFault.coded(Guesses.TOO_MANY, "Too many");
        };

        Uni<Boolean> remembered = passwords.match("bees", "hash of bees", refused);
        Uni<Boolean> unknown = passwords.match("wasps", "hash of wasps", refused);

        assertThat(remembered.await().atMost(SOON)).isTrue();
        assertThatThrownBy(() -> unknown.await().atMost(SOON)).isInstanceOf(ClientFault.class);
        assertThat(compared).hasValue(1);
    }

    @Test
    void the_same_asked_at_the_same_time_is_compared_once() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Passwords slow = new Passwords((password, hash) -> {
            compared.incrementAndGet();
            awaitUninterruptibly(asked);
            return true;
        }, nanos::get);

        List<CompletableFuture<Boolean>> answers = IntStream.range(0, 20)
                .mapToObj(i -> slow.match("bees", "hash of bees", this::attempt).subscribeAsCompletionStage()).toList();
        asked.countDown();

        for (CompletableFuture<Boolean> answer : answers) {
            assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(compared).hasValue(1);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void a_hash_drawn_by_lot_looks_like_any_other_and_no_two_are_equal() {
        String drawn = Passwords.hashOfNone();

        assertThat(drawn).matches("\\$2a\\$12\\$[./A-Za-z0-9]{53}").isNotEqualTo(Passwords.hashOfNone());
        assertThat(Passwords.compare("", drawn)).isFalse();
        assertThat(BCrypt.verifyer().verify(PASSWORD.toCharArray(), drawn).validFormat).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Guesses.Guess attempt() {
        attempts.incrementAndGet();
        wrong.incrementAndGet();
        return new Guesses.Guess(List.of(wrong));
    }

    private boolean match(String password, String hash) {
        return passwords.match(password, hash, this::attempt).await().atMost(SOON);
    }
}
