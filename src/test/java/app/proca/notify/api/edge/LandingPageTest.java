package app.proca.notify.api.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import io.restassured.response.Response;

@QuarkusTest
@QuarkusTestResource(Services.class)
class LandingPageTest {

    @Test
    void a_browser_is_told_what_answers_here() {
        Response page = given().get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.asString()).contains("<title>Proca Notify</title>", "/api");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/graphiql/", "/health" })
    void what_it_links_to_is_there(String link) {
        assertThat(given().get("/").asString()).contains("href=\"" + link + "\"");
        assertThat(given().get(link).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/health", "/q/health/live", "/api", "/api/schema.graphql", "/graphiql/", "/mailbox",
            "/nowhere", "/desk",
            "/link/nothing", "/link/s/1/accept/x", "/webhook/brevo" })
    void what_a_browser_gets_stands_in_no_frame_is_not_guessed_at_and_tells_nobody_where_it_came_from(String path) {
        Headers headers = given().redirects().follow(false).get(path).headers();

        assertThat(headers.getValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.getValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.getValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.getValues("Content-Security-Policy")).singleElement().asString().contains("frame-ancestors 'none'")
                .matches(policy -> path.startsWith("/graphiql") || path.startsWith("/mailbox")
                        || policy.contains("default-src 'none'"));
        assertThat(headers.getValues("Strict-Transport-Security")).as("only where it is set").isEmpty();
    }

    @Test
    void there_are_no_pages_to_log_in_or_register() {
        assertThat(given().head("/").statusCode()).isEqualTo(200);
        assertThat(given().get("/login").statusCode()).isEqualTo(404);
        assertThat(given().get("/register").statusCode()).isEqualTo(404);
    }
}
