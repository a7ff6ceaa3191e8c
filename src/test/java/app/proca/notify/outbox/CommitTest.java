package app.proca.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What commits is in the outbox, what does not is not. The tags name the traps of Hibernate Reactive: see {@link TrapsTest}. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CommitTest {

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Pool pool;

    @Test
    @Tag("trap-3")
    void a_committed_campaign_update_leaves_one_notification_of_its_last_state() throws Throwable {
        Campaign campaign = aCampaign();

        inTransaction(() -> Campaign.<Campaign>findById(campaign.id)
                .invoke(found -> found.title = "First")
                .call(found -> Panache.getSession().chain(Mutiny.Session::flush))
                .invoke(found -> found.title = "Last"));

        assertThat(bodies("campaign:" + campaign.id)).singleElement().asString()
                .contains("\"title\":\"Last\"", "\"eventType\":\"campaign_updated\"");
    }

    @Test
    void creating_a_campaign_tells_nobody_of_an_update() throws Throwable {
        Campaign campaign = aCampaign();

        assertThat(bodies("campaign:" + campaign.id)).isEmpty();
    }

    @Test
    void an_update_that_changes_nothing_tells_nobody() throws Throwable {
        Campaign campaign = aCampaign();

        inTransaction(() -> Campaign.<Campaign>findById(campaign.id).invoke(found -> found.title = "Oceans" + ""));

        assertThat(bodies("campaign:" + campaign.id)).isEmpty();
    }

    @Test
    void what_rolls_back_tells_nobody() throws Throwable {
        Campaign campaign = aCampaign();

        assertThatThrownBy(() -> inTransaction(() -> Campaign.<Campaign>findById(campaign.id)
                .invoke(found -> found.title = "Never")
                .call(found -> Panache.getSession().chain(Mutiny.Session::flush))
                .chain(found -> Uni.createFrom().failure(new IllegalStateException("changed my mind")))))
                .hasMessageContaining("changed my mind");

        assertThat(bodies("campaign:" + campaign.id)).isEmpty();
    }

    @Test
    @Tag("trap-1")
    void a_transaction_after_a_failed_one_on_the_same_session_tells_only_its_own() throws Throwable {
        Campaign campaign = aCampaign();
        Campaign other = aCampaign();

        VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> Panache.withTransaction(
                () -> Campaign.<Campaign>findById(campaign.id)
                        .invoke(found -> found.title = "Never")
                        .call(found -> Panache.getSession().chain(Mutiny.Session::flush))
                        .chain(found -> Uni.createFrom().failure(new IllegalStateException("changed my mind"))))
                .onFailure().recoverWithNull()
                .call(() -> Panache.getSession().invoke(Mutiny.Session::clear))
                .chain(() -> Panache.withTransaction(() -> Campaign.<Campaign>findById(other.id)
                        .invoke(found -> found.title = "Told")))));

        assertThat(bodies("campaign:" + campaign.id)).isEmpty();
        assertThat(bodies("campaign:" + other.id)).hasSize(1);
    }

    @Test
    @Tag("trap-2")
    void a_change_outside_a_transaction_is_refused_and_nothing_is_written() throws Throwable {
        Campaign campaign = aCampaign();

        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(
                () -> Campaign.<Campaign>findById(campaign.id)
                        .invoke(found -> found.title = "Unheard of")
                        .chain(() -> Panache.getSession().chain(Mutiny.Session::flush)))))
                .hasStackTraceContaining("cannot be changed outside a transaction");

        String title = VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("select title from campaigns where id = $1").execute(Tuple.of(campaign.id))
                .map(rows -> rows.iterator().next().getString(0)));
        assertThat(title).isEqualTo("Oceans");
    }

    @Test
    @Tag("trap-5")
    void a_new_page_is_told_with_its_campaign_and_orgs() throws Throwable {
        Campaign campaign = aCampaign();

        ActionPage page = new ActionPage();
        page.name = "oceans/" + UUID.randomUUID();
        page.locale = "en";
        page.orgId = campaign.orgId;
        page.campaignId = campaign.id;
        inTransaction(page::persist);

        assertThat(bodies("page:" + page.id)).singleElement().asString()
                .contains("\"locale\":\"en\"", "\"name\":\"" + campaign.name + "\"");
    }

    private Campaign aCampaign() throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Org";
        inTransaction(org::persist);
        Campaign campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "campaign-" + UUID.randomUUID();
        campaign.title = "Oceans";
        inTransaction(campaign::persist);
        return campaign;
    }

    private List<String> bodies(String subject) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery("select body from notify.outbox where subject = $1 order by id").execute(Tuple.of(subject))
                .map(rows -> {
                    List<String> bodies = new java.util.ArrayList<>();
                    rows.forEach(row -> bodies.add(row.getString(0)));
                    return bodies;
                }));
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
