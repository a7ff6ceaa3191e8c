package app.proca.notify.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignStatus;
import app.proca.notify.common.ClientFault;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.ContactSchema;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import app.proca.notify.template.EmailTemplate;
import app.proca.notify.testing.ProcaDatabase;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import app.proca.notify.user.UserToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** The service on a database that Proca filled: it reads every row, changes some and adds others. */
@QuarkusTest
@WithTestResource(ProcaDatabase.class)
class AdoptionTest {

    private static final LocalDateTime FOUNDED = LocalDateTime.of(2020, 2, 3, 4, 5, 6);

    @Inject
    Pool pool;

    @Test
    void it_reads_what_proca_wrote() throws Throwable {
        Org lead = inSession(() -> Org.findById(2L));
        assertThat(lead.name).isEqualTo("Lead");
        assertThat(lead.insertedAt).isEqualTo(FOUNDED);
        assertThat(lead.contactSchema).isEqualTo(ContactSchema.IT_CI);
        assertThat(lead.actionSchemaVersion).isEqualTo(1);
        assertThat(lead.eventBackendId).isEqualTo(1);
        assertThat(lead.replyEnabled).isTrue();
        assertThat(lead.senderRewrite).isNull();
        assertThat(lead.config.getJsonArray("colours")).isEqualTo(JsonArray.of("blue", "green"));

        Campaign campaign = inSession(() -> Campaign.findById(1L));
        assertThat(campaign.status).isEqualTo(CampaignStatus.CLOSED);
        assertThat(campaign.publicActions).containsExactly("petition:comment", "share:medium");
        assertThat(campaign.transientActions).containsExactly("share");
        assertThat(campaign.startDate).isEqualTo(LocalDate.of(2020, 3, 1));
        assertThat(campaign.supporterConfirm).isNull();
        assertThat(campaign.config).isEqualTo(new JsonObject().put("locales", new JsonObject().put("en", "🌊")));

        Service service = inSession(() -> Service.findById(1L));
        assertThat(service.name).isEqualTo(ServiceName.WEBHOOK);
        assertThat(service.user).isEqualTo("lead");

        PublicKey key = inSession(() -> PublicKey.findById(1L));
        assertThat(key.publicHalf).hasSize(32);
        assertThat(key.privateHalf).isNull();

        Supporter supporter = inSession(() -> Supporter.findById(1L));
        assertThat(supporter.fingerprint).containsExactly(1, 2, 0xff);
        assertThat(supporter.emailStatus).isEqualTo(EmailStatus.DOUBLE_OPT_IN);
        assertThat(supporter.processingStatus).isEqualTo(ProcessingStatus.ACCEPTED);

        Contact contact = inSession(() -> Contact.findById(1L));
        assertThat(contact.communicationScopes).containsExactly("email");

        Staffer staffer = inSession(() -> Staffer.findById(1L));
        assertThat(staffer.permissions).isEqualTo(2067072);

        UserToken token = inSession(() -> UserToken.findById(1L));
        assertThat(token.context).isEqualTo(UserToken.API);
        assertThat(token.token).containsExactly(0, 0xff, 0x10);

        EmailTemplate template = inSession(() -> EmailTemplate.findById(1L));
        assertThat(template.subject).isEqualTo("Thanks {{firstName}}");
    }

    @Test
    void names_and_addresses_are_found_without_regard_to_case() throws Throwable {
        assertThat(this.<Org>inSession(() -> Org.find("name", "LEAD").firstResult())).isNotNull();
        assertThat(this.<Campaign>inSession(() -> Campaign.find("name", "save-oceans").firstResult())).isNotNull();
        assertThat(this.<ActionPage>inSession(() -> ActionPage.find("name", "Partner/Oceans").firstResult())).isNotNull();
        assertThat(this.<User>inSession(() -> User.find("email", "admin@EXAMPLE.org").firstResult())).isNotNull();
    }

    @Test
    void it_adds_rows_whose_every_column_comes_back() throws Throwable {
        Campaign campaign = new Campaign();
        campaign.orgId = 3L;
        campaign.name = "forests";
        campaign.title = "Forests";
        campaign.externalId = Integer.MAX_VALUE;
        campaign.status = CampaignStatus.DRAFT;
        campaign.contactSchema = ContactSchema.ECI;
        campaign.config = new JsonObject().put("a", new JsonArray().add(1).add(new JsonObject().putNull("b")));
        campaign.publicActions = List.of("petition:comment", "with \"quotes\", commas and {braces}");
        campaign.endDate = LocalDate.of(2030, 12, 31);
        campaign.actionConfirm = false;
        inTransaction(campaign::persist);

        Campaign found = inSession(() -> Campaign.findById(campaign.id));

        assertThat(campaign.id).as("after Proca's own").isGreaterThan(2);
        assertThat(campaign.insertedAt).isNotNull().isEqualTo(campaign.insertedAt.withNano(0));
        assertThat(found).usingRecursiveComparison().withEqualsForType(JsonObject::equals, JsonObject.class)
                .ignoringFieldsMatchingRegexes("\\$.*").isEqualTo(campaign);
    }

    @Test
    void it_adds_keys_supporters_contacts_and_tokens() throws Throwable {
        PublicKey key = new PublicKey();
        key.orgId = 3L;
        key.name = "2026";
        key.publicHalf = new byte[32];
        key.privateHalf = new byte[]{ 0, -1 };
        Supporter supporter = new Supporter();
        supporter.campaignId = 1L;
        supporter.actionPageId = 1L;
        supporter.fingerprint = new byte[]{ 0, 1, -1 };
        supporter.emailStatus = EmailStatus.ACTIVE;
        supporter.processingStatus = ProcessingStatus.DELIVERED;
        UserToken token = new UserToken();
        token.userId = 1L;
        token.token = new byte[]{ 0, 1, -1 };
        token.context = UserToken.API;
        token.insertedAt = FOUNDED;
        Contact contact = new Contact();
        contact.orgId = 2L;
        contact.payload = new byte[]{ 0, 1, -1 };
        contact.communicationScopes = List.of("email", "post");
        inTransaction(() -> key.persist().chain(() -> token.persist()).chain(() -> supporter.persist())
                .invoke(() -> contact.supporterId = supporter.id)
                .chain(() -> contact.persist()));

        assertThat(this.<PublicKey>inSession(() -> PublicKey.findById(key.id)).privateHalf).containsExactly(0, 0xff);
        assertThat(this.<Supporter>inSession(() -> Supporter.findById(supporter.id)))
                .usingRecursiveComparison().withEqualsForType(JsonObject::equals, JsonObject.class)
                .ignoringFieldsMatchingRegexes("\\$.*").isEqualTo(supporter);
        assertThat(this.<UserToken>inSession(() -> UserToken.findById(token.id)).token).containsExactly(0, 1, 0xff);
        assertThat(this.<Contact>inSession(() -> Contact.findById(contact.id)).communicationScopes)
                .containsExactly("email", "post");
    }

    @Test
    void a_change_touches_the_changed_columns_and_the_time() throws Throwable {
        Row before = page();

        inTransaction(() -> ActionPage.<ActionPage>findById(2L).invoke(found -> found.extraSupporters = 7));

        Row after = page();
        assertThat(after.getInteger("extra_supporters")).isEqualTo(7);
        assertThat(after.getLocalDateTime("updated_at")).isAfter(before.getLocalDateTime("updated_at"));
        assertThat(after.getLocalDateTime("inserted_at")).isEqualTo(FOUNDED.withYear(2020));
        assertThat(after.getString("locale")).isEqualTo("pt_BR@formal");
    }

    @Test
    void reading_a_row_does_not_count_as_a_change() throws Throwable {
        inTransaction(() -> Org.<Org>findById(2L));

        Org lead = inSession(() -> Org.findById(2L));
        assertThat(lead.updatedAt).isEqualTo(LocalDateTime.of(2026, 2, 3, 4, 5, 6));
    }

    @Test
    void a_taken_name_is_the_callers_fault() {
        Org org = new Org();
        org.name = "LEAD";
        org.title = "Another lead";

        assertThatThrownBy(() -> inTransaction(() -> org.persistAndFlush().onFailure().transform(Violation::explain)))
                .isInstanceOfSatisfying(ClientFault.class, fault -> assertThat(fault.problems())
                        .containsExactly(ClientFault.Problem.of("name", "has already been taken")));
    }

    @Test
    void what_holds_actions_or_pages_cannot_be_deleted_and_says_so() {
        assertThat(refusedDelete(() -> ActionPage.findById(1L))).isEqualTo("has action data");
        assertThat(refusedDelete(() -> Campaign.findById(1L))).isIn("has action pages", "has action data");
        assertThat(refusedDelete(() -> Org.findById(3L))).isEqualTo("has action pages");
    }

    @Test
    void a_page_of_a_campaign_that_is_gone_is_not_found() {
        ActionPage page = new ActionPage();
        page.name = "lost/page";
        page.locale = "en";
        page.orgId = 2L;
        page.campaignId = 4711L;

        assertThatThrownBy(() -> inTransaction(() -> page.persistAndFlush().onFailure().transform(Violation::explain)))
                .isInstanceOf(ClientFault.class).hasMessage("Entity not found");
    }

    private String refusedDelete(Supplier<Uni<PanacheEntityBase>> find) {
        try {
            inTransaction(() -> Panache.getSession().chain(session -> find.get()
                    .chain(session::remove).chain(session::flush).onFailure().transform(Violation::explain)));
            return "deleted";
        } catch (ClientFault fault) {
            return fault.getMessage();
        } catch (Throwable failure) {
            throw new AssertionError("not the caller's fault", failure);
        }
    }

    private Row page() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("select * from action_pages where id = $1").execute(Tuple.of(2L))
                .map(rows -> rows.iterator().next()));
    }

    private <T> T inSession(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(work));
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
