package app.proca.notify.api.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

    @Test
    void there_are_no_pages_to_log_in_or_register() {
        assertThat(given().head("/").statusCode()).isEqualTo(200);
        assertThat(given().get("/login").statusCode()).isEqualTo(404);
        assertThat(given().get("/register").statusCode()).isEqualTo(404);
    }
}
