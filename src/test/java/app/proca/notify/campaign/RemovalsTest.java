package app.proca.notify.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.org.Org;
import app.proca.notify.testing.Services;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RemovalsTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(((ExtLogRecord) line).getFormattedMessage());
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

    private Campaign campaign;
    private ActionPage page;

    @BeforeEach
    void listen() throws Throwable {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "A secret title";
        inTransaction(org::persist);
        campaign = new Campaign();
        campaign.orgId = org.id;
        campaign.name = "campaign-" + UUID.randomUUID();
        campaign.title = "A secret title";
        inTransaction(campaign::persist);
        page = new ActionPage();
        page.name = "page/" + UUID.randomUUID();
        page.locale = "en";
        page.orgId = org.id;
        page.campaignId = campaign.id;
        inTransaction(page::persist);
        Logger.getLogger(Removals.class.getName()).addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger(Removals.class.getName()).removeHandler(listener);
    }

    @Test
    void a_deleted_page_and_campaign_leave_a_line_of_ids_each() throws Throwable {
        inTransaction(() -> ActionPage.<ActionPage>findById(page.id).chain(found -> found.delete()));
        inTransaction(() -> Campaign.<Campaign>findById(campaign.id).chain(found -> found.delete()));

        assertThat(lines).containsExactly(
                "Page " + page.id + " of org " + page.orgId + " was deleted from campaign " + campaign.id,
                "Campaign " + campaign.id + " of org " + campaign.orgId + " was deleted");
    }

    @Test
    void a_deletion_that_rolls_back_leaves_none() {
        assertThatThrownBy(() -> inTransaction(() -> ActionPage.<ActionPage>findById(page.id)
                .chain(found -> found.delete())
                .chain(() -> Panache.getSession().chain(Mutiny.Session::flush))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("changed my mind")))))
                .hasMessageContaining("changed my mind");

        assertThat(lines).isEmpty();
    }

    @CanIgnoreReturnValue
    private static <T> T inTransaction(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
    }
}
