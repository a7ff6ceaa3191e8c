package app.proca.notify.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.testing.Api;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.Signatures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** What is left of somebody once an org forgets them. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class DeleteContactTest {

    private static final String ANN = "YW5u";
    private static final String[] STATES = { "pending", "parked", "unrouted", "delivered" };

    @Inject
    Pool pool;

    private String org;
    private ActionPage page;
    private long partner;
    private Action action;

    @BeforeEach
    void a_lead_and_a_partner_hold_a_contact_of_ann() {
        org = Api.addOrg();
        page = Signatures.aPage(org, Api.addCampaign(org));
        partner = Api.answer("query ($o: String!) { org(name: $o) { id } }", Map.of("o", Api.addOrg())).at("/org/id").asLong();
        action = Signatures.aSignature(page, "ann");
        var partners = Signatures.inTransaction(() -> Signatures.aContact(partner, action.supporterId, "{}").persist());
    }

    @Test
    void the_orgs_contact_and_the_data_in_clear_go_and_the_others_stay() {
        assertThat(delete(org, ANN)).isEqualTo("SUCCESS");

        Supporter left = Signatures.inTransaction(() -> Supporter.findById(action.supporterId));
        assertThat(left.email).isNull();
        assertThat(left.firstName).isNull();
        assertThat(left.lastName).isNull();
        assertThat(left.address).isNull();
        assertThat(left.area).isEqualTo("PL");
        assertThat(count("contacts where supporter_id = " + action.supporterId + " and org_id = " + page.orgId)).isZero();
        assertThat(count("contacts where supporter_id = " + action.supporterId + " and org_id = " + partner)).isEqualTo(1);
        assertThat(count("actions where id = " + action.id)).isEqualTo(1);
        assertThat(count("notify.counters where kind = 'org' and count = 1 and campaign_id = " + page.campaignId)).isEqualTo(1);
    }

    @Test
    void what_waits_for_the_org_or_was_told_to_it_goes_whatever_became_of_it() {
        String subject = "supporter:" + action.supporterId;
        for (String state : STATES) {
            notification(page.orgId, subject, state);
            notification(partner, subject, state);
            notification(page.orgId, "supporter:0", state);
        }

        assertThat(delete(org, ANN)).isEqualTo("SUCCESS");

        assertThat(count(told(page.orgId, subject))).isZero();
        assertThat(count(told(partner, subject))).isEqualTo(STATES.length);
        assertThat(count(told(page.orgId, "supporter:0"))).isEqualTo(STATES.length);
    }

    @Test
    void a_deadlock_with_a_relay_is_not_the_callers() {
        notification(page.orgId, "supporter:" + action.supporterId, "pending");
        sql("create sequence notify.withdrawals");
        sql("""
                create function notify.deadlock_once() returns trigger language plpgsql as $$ begin
                  if nextval('notify.withdrawals') = 1 then raise exception using errcode = 'deadlock_detected'; end if;
                  return old;
                end $$""");
        sql("create trigger deadlock_once before delete on notify.outbox for each row when (old.org_id = " + page.orgId
                + ") execute function notify.deadlock_once()");
        try {
            assertThat(delete(org, ANN)).isEqualTo("SUCCESS");

            assertThat(count(told(page.orgId, "supporter:" + action.supporterId))).isZero();
            assertThat(count("notify.withdrawals where last_value = 2")).isEqualTo(1);
        } finally {
            sql("drop trigger deadlock_once on notify.outbox");
            sql("drop function notify.deadlock_once()");
            sql("drop sequence notify.withdrawals");
        }
    }

    @Test
    void parked_messages_about_them_go() {
        parked(page.orgId, ANN);
        parked(page.orgId, "QmVu");
        parked(partner, ANN);

        assertThat(delete(org, ANN)).isEqualTo("SUCCESS");

        assertThat(count("notify.parked where org_id = " + page.orgId)).isEqualTo(1);
        assertThat(count("notify.parked where org_id = " + partner)).isEqualTo(1);
    }

    @Test
    void who_is_forgotten_already_or_was_never_known_is_nothing_to_do() {
        assertThat(delete(org, ANN)).isEqualTo("SUCCESS");

        assertThat(delete(org, ANN)).isEqualTo("NOOP");
        assertThat(delete(org, "QmVu")).isEqualTo("NOOP");
    }

    @Test
    void a_reference_that_is_none_is_refused() {
        JsonNode refused = Api.ask("mutation ($o: String!) { deleteContact(orgName: $o, contactRef: \"?\") }", Map.of("o", org));

        assertThat(refused.at("/errors/0/extensions/code").asText()).isEqualTo("bad_arg");
    }

    private static String delete(String org, String ref) {
        return Api.answer("mutation ($o: String!, $r: String!) { deleteContact(orgName: $o, contactRef: $r) }",
                Map.of("o", org, "r", ref)).at("/deleteContact").asText();
    }

    private static String told(long orgId, String subject) {
        return "notify.outbox where channel = 'broker' and org_id = " + orgId + " and subject = '" + subject + "'";
    }

    /** In a shard that no relay looks into, so that what is pending stays so. */
    private void notification(long orgId, String subject, String state) {
        sql("insert into notify.outbox (channel, org_id, subject, shard, kind, address, body, state) values ('broker', " + orgId
                + ", '" + subject + "', 9999, 'test', 'nowhere', '{\"email\": \"ann@example.org\"}', '" + state + "')");
    }

    private void parked(long orgId, String ref) {
        sql("insert into notify.parked (org_id, queue, message_id, reason, returns, properties, body) values (" + orgId
                + ", 'wrk." + orgId
                + ".webhook', gen_random_uuid()::text, 'test', 1, '{}', convert_to('{\"contact\":{\"contactRef\":\""
                + ref + "\"}}', 'UTF8'))");
    }

    private long count(String rows) {
        return result(
                () -> pool.query("select count(*) from " + rows).execute().map(found -> found.iterator().next().getLong(0)));
    }

    private void sql(String statement) {
        var unused = result(() -> pool.query(statement).execute());
    }

    private static <T> T result(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
