package app.proca.notify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who works for an org, changed over the API. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OrgUserApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADD =
            "mutation ($org: String!, $user: OrgUserInput!) { addOrgUser(orgName: $org, input: $user) { status } }";
    private static final String UPDATE =
            "mutation ($org: String!, $user: OrgUserInput!) { updateOrgUser(orgName: $org, input: $user) { status } }";
    private static final String DELETE =
            "mutation ($org: String!, $email: String!) { deleteOrgUser(orgName: $org, email: $email) { status } }";

    @Inject
    Pool pool;

    private String org;
    private String owner;

    @BeforeEach
    void an_org_has_an_owner() {
        org = Api.addOrg();
        owner = People.aStaffer(org, Role.OWNER.mask());
    }

    @Test
    void a_user_works_for_the_org_once_they_are_added_and_is_added_once() {
        String email = People.aUser();

        JsonNode added = Api.answerAs(owner, ADD, person(email, "coordinator"));
        JsonNode again = Api.answerAs(owner, ADD, person(email.toUpperCase(Locale.ROOT), "owner"));

        assertThat(added.at("/addOrgUser/status").asText()).isEqualTo("SUCCESS");
        assertThat(again.at("/addOrgUser/status").asText()).isEqualTo("NOOP");
        assertThat(role(email)).isEqualTo("coordinator");
    }

    @Test
    void an_unknown_address_becomes_a_user_of_whom_the_instance_hears() throws Exception {
        String email = "New-" + UUID.randomUUID() + "@example.org";

        JsonNode added = Api.answerAs(owner, ADD, person(email, "campaigner"));

        assertThat(added.at("/addOrgUser/status").asText()).isEqualTo("SUCCESS");
        assertThat(role(email.toLowerCase(Locale.ROOT))).isEqualTo("campaigner");
        Row user = sql("select hashed_password, confirmed_at from users where email = $1::text::citext", email).get(0);
        assertThat(user.getString("hashed_password")).startsWith("$2a$12$").hasSize(60);
        assertThat(user.getValue("confirmed_at")).isNull();
        List<Row> told = sql("""
                select address, routing_key, body from notify.outbox
                where routing_key = 'system.new_user' and lower(body) like lower($1)""", "%" + email + "%");
        assertThat(told).singleElement().satisfies(message -> assertThat(message.getString("address"))
                .isEqualTo("org." + sql("select id from orgs where name = $1::text::citext", "instance").get(0).getLong("id")
                        + ".event"));
        assertThat(told.get(0).getString("body")).doesNotContain(user.getString("hashed_password"));
    }

    @Test
    void what_is_refused_registers_nobody() {
        String email = "nobody-" + UUID.randomUUID() + "@example.org";

        JsonNode tooHigh = Api.askAs(People.aStaffer(org, Role.CAMPAIGNER.mask()), ADD, person(email, "owner"));
        JsonNode noRole = Api.askAs(owner, ADD, person(email, "king"));
        JsonNode noAddress = Api.askAs(owner, ADD, person("no address", "campaigner"));

        assertThat(error(tooHigh)).isEqualTo(error("User must have higher role", "permission_denied"));
        assertThat(error(noRole)).isEqualTo(error("No such role", "not_found"));
        assertThat(noAddress.at("/errors/0/message").asText()).isEqualTo("must have the @ sign and no spaces");
        assertThat(noAddress.at("/errors/0/path")).isEqualTo(JSON.valueToTree(List.of("addOrgUser", "email")));
        assertThat(sql("select 1 from users where email = $1::text::citext", email)).isEmpty();
        assertThat(sql("select 1 from notify.outbox where body like $1", "%" + email + "%")).isEmpty();
    }

    /** Of those that may change who works for the org. */
    @ParameterizedTest
    @CsvSource({ "OWNER, owner, true", "OWNER, campaigner, true", "OWNER, translator, true", "OWNER, coordinator, true",
            "CAMPAIGNER, owner, false", "CAMPAIGNER, campaigner, true", "CAMPAIGNER, translator, true",
            "CAMPAIGNER, coordinator, true" })
    void nobody_hands_out_a_right_that_they_lack(Role role, String handedOut, boolean may) {
        String by = People.aStaffer(org, role.mask());
        String known = People.aStaffer(org, Permission.CHANGE_CAMPAIGN_SETTINGS.mask());

        JsonNode added = Api.askAs(by, ADD, person(People.aUser(), handedOut));
        JsonNode updated = Api.askAs(by, UPDATE, person(known, handedOut));

        assertThat(List.of(added, updated)).allSatisfy(answer -> {
            if (may) {
                assertThat(answer.has("errors")).as(answer.toString()).isFalse();
            } else {
                assertThat(error(answer)).isEqualTo(error("User must have higher role", "permission_denied"));
            }
        });
        assertThat(role(known)).isEqualTo(may ? handedOut : "coordinator");
    }

    @Test
    void another_role_takes_the_place_of_the_one_before() {
        String email = People.aStaffer(org, Role.OWNER.mask() | Permission.LAUNCH_ACTION_PAGE.mask());

        JsonNode updated = Api.answerAs(owner, UPDATE, person(email, "translator"));

        assertThat(updated.at("/updateOrgUser/status").asText()).isEqualTo("SUCCESS");
        assertThat(role(email)).isEqualTo("translator");
        assertThat(sql("select s.perms from staffers s join users u on u.id = s.user_id where u.email = $1::text::citext", email)
                .get(0).getInteger("perms")).isEqualTo(Role.TRANSLATOR.mask());
    }

    @Test
    void who_is_dismissed_may_nothing_in_the_org_from_then_on_and_stays_a_user() {
        String email = People.aStaffer(org, Role.CAMPAIGNER.mask());

        JsonNode deleted = Api.answerAs(owner, DELETE, Map.of("org", org, "email", email));

        assertThat(deleted.at("/deleteOrgUser/status").asText()).isEqualTo("SUCCESS");
        JsonNode left = Api.askAs(email, "query ($org: String!) { org(name: $org) { name } currentUser { roles { role } } }",
                Map.of("org", org));
        assertThat(left.at("/errors/0/message").asText()).isEqualTo("User is not a member of organisation");
    }

    @Test
    void nobody_leaves_by_themselves_who_could_not_come_back() {
        String joiner = People.aStaffer(org, Role.OWNER.mask() | Permission.JOIN_ORGS.mask());

        JsonNode stuck = Api.askAs(owner, DELETE, Map.of("org", org, "email", owner));
        JsonNode left = Api.askAs(joiner, DELETE, Map.of("org", org, "email", joiner));

        assertThat(error(stuck)).isEqualTo(error("You cannot remove yourself", "permission_denied"));
        assertThat(left.at("/data/deleteOrgUser/status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void who_is_not_there_can_be_neither_changed_nor_dismissed() {
        String stranger = People.aUser();
        String nobody = "nobody@" + UUID.randomUUID() + ".example.org";

        assertThat(error(Api.askAs(owner, UPDATE, person(nobody, "translator"))))
                .isEqualTo(error("User does not exist", "not_found"));
        assertThat(error(Api.askAs(owner, UPDATE, person(stranger, "translator"))))
                .isEqualTo(error("User is not a member of this org", "not_found"));
        assertThat(error(Api.askAs(owner, DELETE, Map.of("org", org, "email", nobody))))
                .isEqualTo(error("User does not exist", "not_found"));
        assertThat(error(Api.askAs(owner, DELETE, Map.of("org", org, "email", stranger))))
                .isEqualTo(error("User is not a member of this org", "not_found"));
    }

    private Map<String, Object> person(String email, String role) {
        return Map.of("org", org, "user", Map.of("email", email, "role", role));
    }

    private String role(String email) {
        JsonNode users = Api.answer("query ($org: String!) { org(name: $org) { users { email role } } }", Map.of("org", org))
                .at("/org/users");
        return StreamSupport.stream(users.spliterator(), false).filter(user -> user.get("email").asText().equals(email))
                .map(user -> user.get("role").asText()).findFirst().orElse("none");
    }

    private static JsonNode error(JsonNode answer) {
        assertThat(answer.at("/errors")).hasSize(1);
        ObjectNode error = (ObjectNode) answer.at("/errors/0");
        error.remove(List.of("path", "locations"));
        return error;
    }

    private static JsonNode error(String message, String code) {
        return JSON.valueToTree(Map.of("message", message, "extensions", Map.of("code", code)));
    }

    private List<Row> sql(String sql, String parameter) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(Tuple.of(parameter))
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
