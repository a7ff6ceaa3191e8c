package app.proca.notify.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signing in with a password that is remembered, while the user changes. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class SignInTest {

    private static final String PASSWORD = "a password of a test";

    @Inject
    Pool pool;
    @Inject
    Accounts accounts;

    private final String email = UUID.randomUUID() + "@example.org";

    @BeforeEach
    void a_user_who_has_just_signed_in() throws Throwable {
        run("insert into users (email, hashed_password, inserted_at, updated_at) values ($1::text, $2, now(), now())",
                Tuple.of(email, Accounts.hash(PASSWORD)));
        assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void a_changed_password_counts_at_once_and_the_old_one_no_more() throws Throwable {
        run("update users set hashed_password = $2 where email = $1::text", Tuple.of(email, Accounts.hash("another password")));

        assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(email, "another password").statusCode()).isEqualTo(200);
    }

    @Test
    void a_deleted_user_is_turned_away_at_once() throws Throwable {
        run("delete from users where email = $1::text", Tuple.of(email));

        assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void a_membership_counts_from_the_next_request_on_and_no_longer_than_it_lasts() throws Throwable {
        String org = Api.addOrg();

        run("""
                insert into staffers (org_id, user_id, perms, inserted_at, updated_at)
                select o.id, u.id, $3, now(), now() from orgs o, users u where o.name = $2::text and u.email = $1::text""",
                Tuple.of(email, org, Role.OWNER.mask()));
        String joined = signIn(email, PASSWORD).asString();
        run("delete from staffers s using users u where u.id = s.user_id and u.email = $1::text", Tuple.of(email));
        String left = signIn(email, PASSWORD).asString();

        assertThat(joined).contains(org, "owner");
        assertThat(left).doesNotContain(org);
    }

    @Test
    void somebody_elses_password_opens_nothing() {
        assertThat(signIn(Services.ADMIN, PASSWORD).statusCode()).isEqualTo(401);
        assertThat(signIn(email, Services.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void a_wrong_address_takes_as_long_as_a_wrong_password_and_a_known_password_less() {
        long wrongPassword = quickest(email, "wrong");
        long wrongAddress = quickest("nobody@example.org", "wrong");
        long right = quickest(email, PASSWORD);

        assertThat(wrongAddress).isBetween(wrongPassword / 2, wrongPassword * 2);
        assertThat(right).isLessThan(wrongPassword / 2);
    }

    @Test
    void passwords_are_guessed_so_often_and_no_more_whether_the_user_is_there_or_not() {
        String there = People.aUser();
        String nobody = UUID.randomUUID() + "@example.org";

        for (String guessed : List.of(there, nobody)) {
            for (int guess = 0; guess < 10; guess++) {
                assertThat(guess(guessed, guess, "192.0.2." + guess)).isEmpty();
            }
            Response refused = signIn(guessed.toUpperCase(Locale.ROOT), PASSWORD);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.jsonPath().getMap("errors[0]")).isEqualTo(Map.of("message",
                    "Too many wrong passwords: try again later", "extensions", Map.of("code", "too_many_requests")));
        }
        assertThat(signIn(email, PASSWORD).statusCode()).isEqualTo(200);
        assertThat(signIn(Services.ADMIN, Services.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void who_has_just_signed_in_is_not_locked_out_by_the_guesses_of_others() {
        String there = People.aUser();
        assertThat(signIn(there, People.PASSWORD).statusCode()).isEqualTo(200);
        for (int guess = 0; guess < 10; guess++) {
            assertThat(guess(there, guess, "198.51.100." + guess)).isEmpty();
        }

        int oneMore = signIn(there, "one more").statusCode();

        assertThat(oneMore).isEqualTo(429);
        assertThat(signIn(there, People.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void who_guesses_at_many_users_gets_no_further_and_others_elsewhere_do_not_notice() {
        String from = "203.0.113.1";
        for (int user = 0; user < 6; user++) {
            String guessed = People.aUser();
            for (int guess = 0; guess < 10; guess++) {
                assertThat(guess(guessed, guess, from)).isEmpty();
            }
        }

        assertThatThrownBy(() -> guess("somebody@example.org", 61, from)).hasMessage("Too many wrong passwords: try again later");
        assertThat(guess("somebody@example.org", 62, "203.0.113.2")).isEmpty();
    }

    private Optional<Viewer> guess(String email, int number, String address) {
        return accounts.signIn(email, "guess " + number, address).await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void an_address_that_no_database_takes_is_nobodys() {
        assertThat(signIn("no\0body@example.org", PASSWORD).statusCode()).isEqualTo(401);
    }

    /** The quickest of some: what slows one down has nothing to do with it. */
    private static long quickest(String email, String password) {
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long began = System.nanoTime();
            int status = signIn(email, password).statusCode();
            assertThat(status).isIn(200, 401);
            quickest = Math.min(quickest, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
        }
        return quickest;
    }

    private static Response signIn(String email, String password) {
        return given().auth().preemptive().basic(email, password).contentType("application/json")
                .body(Map.of("query", "{ currentUser { email roles { role org { name } } } }")).post("/api");
    }

    private void run(String sql, Tuple arguments) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(arguments));
    }
}
