package app.proca.notify.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.testing.Api;
import app.proca.notify.testing.People;
import app.proca.notify.testing.Services;
import app.proca.notify.user.Permission;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Every row of the table of permissions (spec/graphql.md, Who may), in both directions. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PermissionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALL = Arrays.stream(Permission.values()).filter(one -> one != Permission.INSTANCE_OWNER)
            .mapToInt(Permission::mask).reduce(0, (one, other) -> one | other);

    /** The first field of a row, with or without the word {@code mutation} before it. */
    private static final Pattern OPERATION = Pattern.compile("^(?:.*\\| )?(?:mutation )?(?:\\{ )?(\\w+)");

    @Inject
    Pool pool;

    private String org;
    private String campaign;
    private String campaignId;
    private String page;

    @BeforeEach
    void an_org_has_a_page_in_a_campaign_of_its_own() {
        org = Api.addOrg();
        campaign = Api.addCampaign(org);
        page = "act.example.org/" + UUID.randomUUID();
        campaignId = Api.answer("mutation ($org: String!, $campaign: String!, $page: String!) { addActionPage(orgName: $org, "
                + "campaignName: $campaign, input: {name: $page, locale: \"en\"}) { campaign { id } } }",
                Map.of("org", org, "campaign", campaign, "page", page)).at("/addActionPage/campaign/id").asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            change_org_settings | updateOrg(name: "ORG", input: {title: "T"}) { name }
            change_org_settings | updateOrgProcessing(name: "ORG", doiThankYou: true) { name }
            change_org_settings | addOrgUser(orgName: "ORG", input: {email: "a@example.org", role: "none"}) { status }
            change_org_settings | updateOrgUser(orgName: "ORG", input: {email: "a@example.org", role: "none"}) { status }
            change_org_settings | deleteOrgUser(orgName: "ORG", email: "nobody@example.org") { status }
            change_org_settings | upsertService(orgName: "ORG", input: {name: WEBHOOK, host: "https://example.org"}) { id }
            change_org_settings | generateWebhookSecret(orgName: "ORG", id: 0) { secret }
            org_owner | deleteOrg(name: "ORG")
            org_owner | pauseWorker(orgName: "ORG", worker: "sqs")
            org_owner | resumeWorker(orgName: "ORG", worker: "sqs")
            org_owner | stepWorker(orgName: "ORG", worker: "sqs") { outcome }
            org_owner | testService(orgName: "ORG", id: 0) { accepted }
            change_org_users | inviteOrgUser(orgName: "ORG", input: {email: "a@example.org", role: "none"}) { code }
            change_org_settings export_contacts | generateKey(orgName: "ORG", input: {name: "key"}) { id }
            change_org_settings export_contacts | addKey(orgName: "ORG", input: {name: "key", public: "AAAA"}) { id }
            change_org_settings export_contacts | activateKey(orgName: "ORG", id: 0) { status }
            change_org_settings export_contacts | deactivateAllKeys(orgName: "ORG") { status }
            org_owner | replayNotifications(orgName: "ORG", ids: ["outbox-0"], count: 1) { count }
            export_contacts | requeueActions(orgName: "ORG", ids: [], queue: CUSTOM_ACTION_DELIVER) { count }
            change_campaign_settings | upsertTemplate(orgName: "ORG", input: {name: "t", subject: "s", html: "h", text: "t"})
            change_campaign_settings | updateCampaignProcessing(name: "CAMPAIGN", supporterConfirm: true) { id }
            change_campaign_settings | upsertTargets(campaignId: CAMPAIGN_ID, targets: []) { id }
            manage_campaigns | upsertCampaign(orgName: "ORG", input: {name: "CAMPAIGN", title: "T"}) { id }
            manage_campaigns | addCampaign(orgName: "ORG", input: {name: "CAMPAIGN", title: "T"}) { id }
            manage_campaigns | deleteCampaign(name: "CAMPAIGN")
            manage_campaigns change_campaign_settings | updateCampaign(name: "CAMPAIGN", input: {title: "T"}) { id }
            manage_action_pages | addActionPage(orgName: "ORG", campaignName: "CAMPAIGN", input: {name: "PAGE"}) { id }
            manage_action_pages | updateActionPage(name: "PAGE", input: {locale: "pl"}) { id }
            manage_action_pages | copyActionPage(orgName: "ORG", fromName: "PAGE", name: "PAGE") { id }
            manage_action_pages | copyCampaignActionPage(orgName: "ORG", fromCampaignName: "CAMPAIGN", name: "PAGE") { id }
            manage_action_pages | deleteActionPage(name: "PAGE")
            manage_action_pages | launchActionPage(name: "PAGE") { status }
            """)
    void an_operation_on_what_an_org_has_needs_one_of_these_bits_there(String anyOf, String operation) {
        int bits = mask(anyOf);

        JsonNode without = mutate(People.aStaffer(org, ALL & ~bits), operation);
        JsonNode elsewhere = mutate(People.aStaffer(Api.addOrg(), ALL), operation);
        JsonNode anonymous = mutate("", operation);
        List<JsonNode> with = Stream.of(anyOf.split(" ")).map(bit -> mutate(People.aStaffer(org, mask(bit)), operation)).toList();
        JsonNode instanceOwner = mutate(aUser(Permission.INSTANCE_OWNER.mask()), operation);

        assertDenied(without, anyOf);
        assertThat(without.at("/errors/0/extensions/org_id").isInt()).isTrue();
        assertDenied(elsewhere, anyOf);
        assertThat(anonymous.at("/errors/0/message").asText()).isEqualTo("User is not a member of team responsible for resource");
        assertThat(anonymous.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertThat(with).allSatisfy(PermissionsTest::assertLetThrough);
        assertLetThrough(instanceOwner);
    }

    @ParameterizedTest
    @ValueSource(strings = "{ queueMessages(orgName: \"ORG\", queue: \"cus.0.deliver\") { messageId } }")
    void what_is_in_the_queues_of_an_org_is_for_its_owners(String operation) {
        assertDenied(ask(People.aStaffer(org, ALL & ~Permission.ORG_OWNER.mask()), operation), "org_owner");
        assertDenied(ask(People.aStaffer(Api.addOrg(), ALL), operation), "org_owner");
        assertThat(ask("", operation).at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertLetThrough(ask(People.aStaffer(org, Permission.ORG_OWNER.mask()), operation));
        assertLetThrough(ask(aUser(Permission.INSTANCE_OWNER.mask()), operation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org_owner | { notifications(orgName: "ORG") { id } }
            org_owner | { countNotifications(orgName: "ORG") }
            org_owner | { deskAudit(orgName: "ORG") { id } }
            export_contacts | { exportActions(orgName: "ORG") { actionId } }
            export_contacts | { actions(orgName: "ORG") { actionId } }
            export_contacts | { contacts(orgName: "ORG") { actionId } }
            org_owner | { orgQueues(orgName: "ORG") { name } }
            org_owner | { orgWorkers(orgName: "ORG") { name } }
            delete_contacts | mutation { deleteContact(orgName: "ORG", contactRef: "AAAA") }
            """)
    void what_supporters_gave_an_org_needs_this_bit_there(String bit, String operation) {
        JsonNode without = ask(People.aStaffer(org, ALL & ~mask(bit)), operation);
        JsonNode elsewhere = ask(People.aStaffer(Api.addOrg(), ALL), operation);
        JsonNode anonymous = ask("", operation);
        JsonNode with = ask(People.aStaffer(org, mask(bit)), operation);
        JsonNode instanceOwner = ask(aUser(Permission.INSTANCE_OWNER.mask()), operation);

        assertDenied(without, bit);
        assertDenied(elsewhere, bit);
        assertThat(anonymous.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertThat(with.has("errors")).as(with.toString()).isFalse();
        assertThat(instanceOwner.has("errors")).as(instanceOwner.toString()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            join_orgs | mutation { joinOrg(name: "ORG") { status } }
            manage_users | { users(select: {id: 0}) { id } }
            manage_users | mutation { updateUser(id: 0, input: {}) { id } }
            instance_owner | { application { name } }
            instance_owner | { notifications(limit: 1) { id } }
            instance_owner | { notification(id: "outbox-0") { id } }
            instance_owner | { countNotifications(select: {kind: "none"}) }
            instance_owner | { deskAudit(limit: 1) { id } }
            instance_owner | mutation { replayNotifications(ids: ["outbox-0"], count: 1) { count } }
            instance_owner | mutation { sendConfirmByEmail(id: 0) }
            instance_owner | mutation { sendConfirmAsEvent(id: 0) }
            instance_owner | mutation { startOrgPipes(orgName: "ORG") }
            instance_owner | mutation { stopOrgPipes(orgName: "ORG") }
            instance_owner | mutation { restartOrgPipes(orgName: "ORG") }
            """)
    void an_operation_on_the_instance_needs_this_bit_as_a_user(String bit, String operation) {
        JsonNode without = ask(aUser(ALL & ~mask(bit)),
                operation);
        JsonNode inAnOrg = ask(People.aStaffer(org, ALL), operation);
        JsonNode with = ask(aUser(mask(bit)), operation);
        JsonNode instanceOwner = ask(aUser(Permission.INSTANCE_OWNER.mask()), operation);

        assertDenied(without, bit);
        assertDenied(inAnOrg, bit);
        assertLetThrough(with);
        assertLetThrough(instanceOwner);
    }

    @ParameterizedTest
    @ValueSource(strings = { "mutation { addOrg(input: {name: \"no name\"}) { name } }", "{ currentUser { email } }",
            "mutation { updateUser(input: {}) { email } }", "mutation { resetApiToken }",
            "mutation { acceptUserConfirm(confirm: {code: \"0\"}) { status } }",
            "mutation { rejectUserConfirm(confirm: {code: \"0\"}) { status } }" })
    void some_operations_need_a_user_whoever_they_are(String operation) {
        JsonNode anonymous = ask("", operation);

        assertThat(anonymous.at("/errors/0/message").asText()).isEqualTo("Authentication is required for this API call");
        assertThat(anonymous.at("/errors/0/extensions/code").asText()).isEqualTo("unauthorized");
        assertLetThrough(ask(People.aUser(), operation));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{ org(name: \"ORG\") { name } }",
            "mutation { acceptOrgConfirm(name: \"ORG\", confirm: {code: \"0\"}) { status } }",
            "mutation { rejectOrgConfirm(name: \"ORG\", confirm: {code: \"0\"}) { status } }" })
    void some_operations_need_a_staffer_of_the_org_whatever_they_may(String operation) {
        List<JsonNode> refused = List.of(ask("", operation), ask(People.aStaffer(Api.addOrg(), ALL), operation),
                ask(aUser(Permission.INSTANCE_OWNER.mask()), operation));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.at("/errors/0/message").asText()).isEqualTo("User is not a member of organisation");
            assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("unauthorized");
        });
        assertLetThrough(ask(People.aStaffer(org, 0), operation));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{ campaign(name: \"CAMPAIGN\") { name } }", "{ campaigns { name } }",
            "{ actionPage(name: \"PAGE\") { name } }", "{ actionPageCursor }" })
    void some_operations_need_nobody_in_particular(String operation) {
        assertThat(ask("", operation).has("errors")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mutation { addActionContact(actionPageId: 0, action: {actionType: \"a\"}, contact: {}, privacy: {}) { contactRef } }",
            "mutation { addAction(actionPageId: 0, contactRef: \"AAAA\", action: {actionType: \"a\"}) { contactRef } }",
            "mutation { addStripePaymentIntent(actionPageId: 0, input: {amount: 1, currency: \"EUR\"}) }",
            "mutation { addStripeSubscription(actionPageId: 0, input: {amount: 1, currency: \"EUR\", frequencyUnit: WEEKLY}) }",
            "mutation { addStripeObject(actionPageId: 0) }",
            "mutation { linkActions(actionPageId: 0, contactRef: \"AAAA\", linkRefs: []) { contactRef } }" })
    void everybody_may_act(String operation) {
        assertLetThrough(ask("", operation));
    }

    /** An operation that is served and has no row here is one whose permission nobody looked at. */
    @Test
    void every_operation_that_is_served_has_its_row() {
        List<String> served = Stream.of("queryType", "mutationType")
                .map(type -> ask("", "{ __schema { " + type + " { fields { name } } } }").at("/data/__schema/" + type))
                .flatMap(type -> type.get("fields").findValuesAsText("name").stream())
                // other tests' own
                .filter(name -> !name.startsWith("probe")).toList();

        Set<String> looked = Stream.of(PermissionsTest.class.getDeclaredMethods()).flatMap(PermissionsTest::rows)
                .flatMap(row -> OPERATION.matcher(row).results()).map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(served).isNotEmpty().isSubsetOf(looked);
    }

    private static Stream<String> rows(Method test) {
        CsvSource table = test.getAnnotation(CsvSource.class);
        ValueSource list = test.getAnnotation(ValueSource.class);
        return Stream.concat(table == null ? Stream.empty() : table.textBlock().lines(),
                list == null ? Stream.empty() : Stream.of(list.strings()));
    }

    private static void assertDenied(JsonNode answer, String anyOf) {
        assertThat(answer.at("/errors/0/message").asText()).as(answer.toString())
                .isEqualTo("You do not have the required permission");
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("permission_denied");
        assertThat(answer.at("/errors/0/extensions/required")).isEqualTo(JSON.valueToTree(anyOf.split(" ")));
    }

    /** What then comes of it is for other tests to say. */
    private static void assertLetThrough(JsonNode answer) {
        assertThat(answer.at("/errors/0/extensions/code").asText()).as(answer.toString())
                .isNotIn("permission_denied", "unauthorized", "internal_error", "bad_request");
        assertThat(answer.at("/errors/0/message").asText()).doesNotContain("Cannot query field", "Unknown", "syntax");
    }

    private static int mask(String bits) {
        return Arrays.stream(bits.split(" ")).map(bit -> Permission.valueOf(bit.toUpperCase(Locale.ROOT)))
                .mapToInt(Permission::mask).reduce(0, (one, other) -> one | other);
    }

    private String aUser(int permissions) {
        String email = People.aUser();
        try {
            VertxContextSupport.subscribeAndAwait(() -> pool
                    .preparedQuery("update users set perms = $2 where email = $1::text::citext")
                    .execute(Tuple.of(email, permissions)));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        return email;
    }

    private JsonNode mutate(String email, String operation) {
        return ask(email, "mutation { " + operation + " }");
    }

    /** @param email empty for nobody */
    private JsonNode ask(String email, String operation) {
        String document = operation.replace("ORG", org).replace("CAMPAIGN_ID", campaignId).replace("CAMPAIGN", campaign)
                .replace("PAGE", page);
        if (!email.isEmpty()) {
            return Api.askAs(email, document, Map.of());
        }
        return JSON.valueToTree(given().contentType("application/json").body(Map.of("query", document)).post("/api").then()
                .statusCode(200).extract().as(HashMap.class));
    }
}
