package app.proca.notify.testing;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.EmailStatus;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** An action of somebody on a page, as the database holds it, and two orgs that hold the contact and read events. */
public final class Signature {

    /** Before anything that a test does. */
    public static final LocalDateTime LONG_AGO = LocalDateTime.parse("2026-01-02T03:04:05");

    /** Nobody hears of it: in no state does anything go on by itself. */
    private static final String INSERT_UNSEEN = """
            insert into actions (action_type, supporter_id, action_page_id, campaign_id, processing_status, with_consent, inserted_at,
              updated_at)
            values (:type, :supporter, :page, :campaign, :status, true, now(), now()) returning id""";
    private static final Duration SOON = Duration.ofSeconds(30);

    public final Org lead = anOrg();
    public final Org partner = anOrg();
    public final Campaign campaign = new Campaign();
    public final ActionPage page = new ActionPage();
    public final Supporter supporter = new Supporter();
    public long actionId;

    private Signature() {
        campaign.orgId = lead.id;
        campaign.name = "oceans-" + UUID.randomUUID();
        campaign.title = "Save all Oceans";
        written(campaign);
        page.orgId = partner.id;
        page.campaignId = campaign.id;
        page.name = "partner/oceans-" + UUID.randomUUID();
        page.locale = "en";
        written(page);
    }

    /** One that is this far. */
    public static Signature of(ProcessingStatus supporter, ActionStatus action, EmailStatus email) {
        Signature signature = new Signature();
        signature.signed(supporter, action, email);
        return signature;
    }

    /** One that was delivered to both orgs. */
    public static Signature delivered() {
        return of(ProcessingStatus.ACCEPTED, ActionStatus.DELIVERED, EmailStatus.NONE);
    }

    private void signed(ProcessingStatus supporterState, ActionStatus actionState, EmailStatus email) {
        supporter.campaignId = campaign.id;
        supporter.actionPageId = page.id;
        supporter.fingerprint = new byte[32];
        new SecureRandom().nextBytes(supporter.fingerprint);
        supporter.firstName = "Jan";
        supporter.area = "PL";
        supporter.dupeRank = 0;
        supporter.processingStatus = supporterState;
        supporter.emailStatus = email;
        supporter.emailStatusChanged = email == EmailStatus.NONE ? null : LONG_AGO;
        written(supporter);
        written(contact(lead, "jan@lead.example"));
        written(contact(partner, "jan@partner.example"));
        actionId = result(() -> Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT_UNSEEN, Long.class).setParameter("type", "petition")
                        .setParameter("supporter", supporter.id).setParameter("page", page.id)
                        .setParameter("campaign", campaign.id).setParameter("status", actionState.ordinal())
                        .getSingleResult())));
    }

    /** As links name the supporter. */
    public String contactRef() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(supporter.fingerprint);
    }

    /** Somebody else acts on the page, which lies there now. */
    public void seenAt(String location) {
        Source source = new Source();
        source.source = "test-" + UUID.randomUUID();
        source.medium = "social";
        source.campaign = "c1";
        source.content = "";
        source.location = location;
        written(source);
        Action other = new Action();
        other.actionType = "share";
        other.campaignId = campaign.id;
        other.actionPageId = page.id;
        other.sourceId = source.id;
        written(other);
    }

    /** The queue in which the org reads its events: it is there, and empty. */
    public static String queue(Org org, Crm crm) {
        String queue = "cus." + org.id + ".deliver";
        // orgs of other tests' databases had the same ids, on the same broker
        await().atMost(SOON).ignoreExceptions()
                .until(() -> crm.channel().exchangeDeclarePassive("org." + org.id + ".event") != null
                        && crm.channel().queuePurge(queue) != null);
        return queue;
    }

    /** What is known now: the states of supporter, action and address, and since when. */
    public String states(Pool pool) {
        Row row = result(() -> pool.preparedQuery("""
                select s.processing_status, a.processing_status, s.email_status, s.email_status_changed
                from supporters s join actions a on a.supporter_id = s.id where a.id = $1""").execute(Tuple.of(actionId))
                .map(rows -> rows.iterator().next()));
        LocalDateTime changed = row.getLocalDateTime(3);
        return String.join(" ", ProcessingStatus.values()[row.getInteger(0)].name(),
                ActionStatus.values()[row.getInteger(1)].name(), EmailStatus.values()[row.getInteger(2)].name(),
                changed == null ? "never" : changed.equals(LONG_AGO) ? "before" : "now");
    }

    /** How many events about the address were put into the outbox. */
    public long told(Pool pool) {
        return result(() -> pool.preparedQuery("select count(*) from notify.outbox where subject = $1 and routing_key = $2")
                .execute(Tuple.of("supporter:" + supporter.id, "supporter.email_status"))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private Contact contact(Org org, String email) {
        Contact contact = new Contact();
        contact.supporterId = supporter.id;
        contact.orgId = org.id;
        contact.payload = ("{\"email\":\"" + email + "\"}").getBytes(StandardCharsets.UTF_8);
        return contact;
    }

    private static Org anOrg() {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "An Org";
        org.customEventDeliver = true;
        written(org);
        return org;
    }

    private static void written(PanacheEntityBase row) {
        var unused = result(() -> Panache.withTransaction(() -> row.persist()));
    }

    private static <T> T result(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
