package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Users, as they and those who manage them see and change them; and how they sign in without a password. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class UserApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USERS =
            "query ($select: SelectUser) { users(select: $select) { id email isAdmin roles { role org { name } } } }";
    private static final String UPDATE = "mutation ($id: Int, $email: String, $input: UserDetailsInput!) { "
            + "updateUser(id: $id, email: $email, input: $input) { email phone jobTitle pictureUrl } }";

    @Inject
    Pool pool;

    @Test
    void who_manages_users_finds_them_by_email_and_org_each_with_their_roles() throws Exception {
        String org = Api.addOrg();
        String owner = People.aStaffer(org, Role.OWNER.mask());
        String coordinator = People.aStaffer(org, Role.COORDINATOR.mask());
        String manager = aManager();

        JsonNode ofOrg = Api.answerAs(manager, USERS, Map.of("select", Map.of("orgName", org))).get("users");
        JsonNode byEmail = Api.answerAs(manager, USERS,
                Map.of("select", Map.of("email", owner.substring(0, 30).toUpperCase(Locale.ROOT) + "%"))).get("users");
        JsonNode byId = Api.answerAs(manager, USERS, Map.of("select", Map.of("id", id(coordinator)))).get("users");
        JsonNode all = Api.answerAs(manager, USERS, Map.of()).get("users");

        assertThat(ofOrg.findValuesAsText("email")).contains(owner, coordinator);
        assertThat(byEmail).isEqualTo(JSON.readTree("""
                [{"id": %d, "email": "%s", "isAdmin": false, "roles": [{"role": "owner", "org": {"name": "%s"}}]}]"""
                .formatted(id(owner), owner, org)));
        assertThat(byId.findValuesAsText("email")).containsExactly(coordinator);
        assertThat(all.findValuesAsText("email")).contains(owner, coordinator, manager, Services.ADMIN);
    }

    @Test
    void who_finds_nobody_is_told_of_nobody() {
        assertThat(Api.answerAs(aManager(), USERS, Map.of("select", Map.of("email", "nobody@" + UUID.randomUUID()))).get("users"))
                .isEmpty();
    }

    @Test
    void users_are_shown_to_nobody_else() {
        JsonNode refused = Api.askAs(People.aUser(), USERS, Map.of());

        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertThat(refused.at("/errors/0/extensions/required")).isEqualTo(JSON.valueToTree(List.of("manage_users")));
    }

    @Test
    void a_user_changes_what_they_give_and_keeps_the_rest() throws Exception {
        String email = People.aUser();
        Api.answerAs(email, UPDATE, Map.of("input", Map.of("phone", "+48 123 456", "jobTitle", "Campaigner")));

        JsonNode updated = Api.answerAs(email, UPDATE, Map.of("email", email, "input",
                JSON.readValue("{\"phone\": null, \"pictureUrl\": \"https://example.org/me.png\"}", Map.class)));

        assertThat(updated).isEqualTo(JSON.readTree("""
                {"updateUser": {"email": "%s", "phone": null, "jobTitle": "Campaigner",
                 "pictureUrl": "https://example.org/me.png"}}""".formatted(email)));
    }

    @Test
    void who_manages_users_changes_others_and_nobody_else_does() {
        String email = People.aUser();
        Map<String, Object> change = Map.of("id", id(email), "input", Map.of("jobTitle", "Director"));

        JsonNode byStranger = Api.askAs(People.aUser(), UPDATE, change);
        JsonNode byManager = Api.answerAs(aManager(), UPDATE, change);

        assertThat(byStranger.at("/errors/0/extensions/required")).isEqualTo(JSON.valueToTree(List.of("manage_users")));
        assertThat(byManager.at("/updateUser/jobTitle").asText()).isEqualTo("Director");
    }

    /** Else anybody could try who is a user. */
    @Test
    void only_who_manages_users_is_told_that_there_is_no_such_user() {
        Map<String, Object> change = Map.of("email", UUID.randomUUID() + "@example.org", "input", Map.of());

        assertThat(Api.askAs(People.aUser(), UPDATE, change).at("/errors/0/extensions/code").asText())
                .isEqualTo("permission_denied");
        assertThat(Api.askAs(aManager(), UPDATE, change).at("/errors/0/extensions/code").asText()).isEqualTo("not_found");
    }

    @Test
    void a_user_is_named_once_and_details_have_a_form() {
        String email = People.aUser();

        JsonNode both = Api.askAs(email, UPDATE, Map.of("id", id(email), "email", email, "input", Map.of()));
        JsonNode wrong = Api.askAs(email, UPDATE, Map.of("input", Map.of("phone", "none", "pictureUrl", "me.png")));

        assertThat(both.at("/errors/0/message").asText()).isEqualTo("Provide exactly one identifier argument");
        assertThat(wrong.at("/errors").findValuesAsText("message")).hasSize(2);
        assertThat(wrong.at("/errors/0/path/0").asText()).isEqualTo("updateUser");
    }

    @Test
    void a_jwt_signs_the_user_in_whose_verified_email_it_has() throws Exception {
        String email = People.aUser();

        Response signedIn = currentUser("Bearer " + jwt(email, true, 5, Services.JWT_SECRET));

        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(signedIn.jsonPath().getString("data.currentUser.email")).isEqualTo(email);
    }

    @Test
    void a_jwt_that_is_wrong_or_nobodys_is_refused() throws Exception {
        String email = People.aUser();

        assertThat(List.of(jwt(email, true, -5, Services.JWT_SECRET),
                jwt(email, true, 5, "another secret, and it is long enough"),
                jwt(email, false, 5, Services.JWT_SECRET), jwt("x" + email, true, 5, Services.JWT_SECRET), "eyJhIjoxfQ.e30."))
                .allSatisfy(token -> {
                    Response refused = currentUser("Bearer " + token);
                    assertThat(refused.statusCode()).isEqualTo(401);
                    assertThat(refused.jsonPath().getString("errors[0].extensions.code")).isEqualTo("unauthorized");
                    assertThat(refused.jsonPath().getString("errors[0].message")).contains("JWT").doesNotContain(token);
                });
    }

    @Test
    void other_bearer_tokens_are_anonymous() {
        assertThat(currentUser("Bearer what.ever.it").jsonPath().getString("errors[0].message"))
                .isEqualTo("Authentication is required for this API call");
    }

    private String aManager() {
        String email = People.aUser();
        try {
            VertxContextSupport
                    .subscribeAndAwait(() -> pool.preparedQuery("update users set perms = $2 where email = $1::text::citext")
                            .execute(Tuple.of(email, Permission.MANAGE_USERS.mask())));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        return email;
    }

    private static int id(String email) {
        return Api.answerAs(email, "{ currentUser { id } }", Map.of()).at("/currentUser/id").asInt();
    }

    private static Response currentUser(String authorization) {
        return given().header("Authorization", authorization).contentType("application/json")
                .body(Map.of("query", "{ currentUser { email } }")).post("/api");
    }

    private static String jwt(String email, boolean verified, int minutes, String secret) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("email", email);
        claims.setClaim("email_verified", verified);
        claims.setExpirationTimeMinutesInTheFuture(minutes);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("HS256");
        signature.setKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }
}
