package app.proca.notify.api.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** What callers and the log are told while the database is away. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OutageTest {

    private static final int REQUESTS = 40;

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("app.proca.notify.api");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void the_database_goes() {
        String known = Api.addOrg();
        assertThat(known).isNotEmpty();
        logger.addHandler(listener);
        Services.postgres().down();
    }

    @AfterEach
    void the_database_comes_back() {
        logger.removeHandler(listener);
        Services.postgres().up();
        await().atMost(Duration.ofSeconds(60)).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void callers_hear_that_it_is_not_their_fault_and_the_log_is_not_filled() {
        List<Response> signedIn = IntStream.range(0, REQUESTS)
                .mapToObj(i -> ask(given().auth().preemptive().basic(Services.ADMIN, Services.PASSWORD))).toList();
        List<Response> anonymous = IntStream.range(0, REQUESTS).mapToObj(i -> ask(given())).toList();

        assertThat(signedIn).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.jsonPath().getString("errors[0].extensions.code")).isEqualTo("unavailable");
        });
        assertThat(anonymous).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getString("errors[0].message"))
                    .isEqualTo("This cannot be answered at the moment, try again");
            assertThat(answer.jsonPath().getString("errors[0].extensions.code")).isEqualTo("unavailable");
        });
        assertThat(lines).hasSizeBetween(2, REQUESTS / 4).allSatisfy(line -> assertThat(line.getThrown()).isNull());
        assertThat(lines.stream().map(LogRecord::getMessage)).anyMatch(line -> line.startsWith("Nobody can be signed in: "))
                .anyMatch(line -> line.startsWith("A request failed: "));
    }

    private static Response ask(RequestSpecification caller) {
        return caller.contentType("application/json").body(Map.of("query", "{ campaigns { name } }")).post("/api");
    }
}
