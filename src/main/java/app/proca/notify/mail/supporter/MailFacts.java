package app.proca.notify.mail.supporter;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.campaign.CampaignStats;
import app.proca.notify.mail.backend.Sender;
import app.proca.notify.mail.backend.Senders;
import app.proca.notify.supporter.ProcessingStatus;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What mails need to know beside their message. What the messages of a page share is kept for a moment, so that many at hand
 * ask once (application.properties says for how long); what became of an action is asked anew each time.
 */
@ApplicationScoped
class MailFacts {

    private static final String PAGE = """
            select p.id, p.org_id, p.locale, nullif(p.thank_you_template, '') as thank_you, nullif(p.duplicate_template, '') as duplicate,
              coalesce(nullif(p.supporter_confirm_template, ''), nullif(c.supporter_confirm_template, ''),
                nullif(o.supporter_confirm_template, '')) as confirm,
              o.doi_thank_you, o.custom_supporter_confirm, o.high_security, coalesce(o.email_from, '') <> '' as has_address
            from action_pages p join campaigns c on c.id = p.campaign_id join orgs o on o.id = p.org_id where p.id = $1""";

    private static final String STANDING = """
            select a.processing_status as action, s.processing_status as supporter, coalesce(s.dupe_rank, 0) as dupe_rank,
              exists (select from contacts c where c.supporter_id = s.id and c.org_id = $2) as held
            from actions a join supporters s on s.id = a.supporter_id where a.id = $1""";

    private static final CampaignStats NOBODY = new CampaignStats(0, Map.of(), Map.of(), Map.of());

    private final Pool pool;
    private final Senders senders;
    private final Instance<CampaignCounters> counters;
    private final Cache pages;
    private final Cache stats;
    private final Cache orgs;

    MailFacts(Pool pool, Senders senders, Instance<CampaignCounters> counters, @CacheName("mailing-pages") Cache pages,
            @CacheName("mailing-stats") Cache stats, @CacheName("mailing-orgs") Cache orgs) {
        this.pool = pool;
        this.senders = senders;
        this.counters = counters;
        this.pages = pages;
        this.stats = stats;
        this.orgs = orgs;
    }

    /** Empty where the page is gone. */
    Uni<Optional<MailingPage>> page(long pageId) {
        return pages.getAsync(pageId, id -> pool.preparedQuery(PAGE).execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(page(rows.iterator().next()))));
    }

    /** What became of the action; empty where it is gone, or its supporter is. */
    Uni<Optional<Standing>> standing(long actionId, long orgId) {
        return pool.preparedQuery(STANDING).execute(Tuple.of(actionId, orgId))
                .map(rows -> rows.rowCount() == 0 ? Optional.empty() : Optional.of(standing(rows.iterator().next())));
    }

    /** All zero where nobody counts. */
    Uni<CampaignStats> stats(long campaignId) {
        return stats.getAsync(campaignId, id -> counters.isResolvable() ? counters.get().of(id) : Uni.createFrom().item(NOBODY));
    }

    /** Empty where the org is gone; fails as {@link Senders#of} does. */
    Uni<Optional<Sender>> sender(long orgId) {
        return orgs.getAsync(orgId, senders::of);
    }

    /** The org sends in another way from now on. */
    Uni<Void> forgetSender(long orgId) {
        return orgs.invalidate(orgId);
    }

    private static MailingPage page(Row row) {
        return new MailingPage(row.getLong("id"), row.getLong("org_id"), row.getString("locale"), row.getString("thank_you"),
                row.getString("duplicate"), row.getString("confirm"), row.getBoolean("doi_thank_you"),
                row.getBoolean("custom_supporter_confirm"), row.getBoolean("high_security"), row.getBoolean("has_address"));
    }

    private static Standing standing(Row row) {
        int action = row.getInteger("action");
        return new Standing(action == ActionStatus.REPEAT.ordinal(),
                action == ActionStatus.REJECTED.ordinal()
                        || row.getInteger("supporter") == ProcessingStatus.REJECTED.ordinal(),
                row.getBoolean("held"), row.getInteger("dupe_rank"));
    }
}
