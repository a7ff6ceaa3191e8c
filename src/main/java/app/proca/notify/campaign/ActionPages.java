package app.proca.notify.campaign;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The operations on action pages. Each runs in the caller's transaction. */
@ApplicationScoped
public class ActionPages {

    private static final String TESTING = """
            select s.campaign_id from actions a join supporters s on s.id = a.supporter_id where a.action_page_id = :id and a.testing
            union select a.campaign_id from actions a join supporters s on s.id = a.supporter_id
              where s.action_page_id = :id and a.testing and a.campaign_id is not null
            union select campaign_id from actions where action_page_id = :id and testing and campaign_id is not null""";

    private final UnitsOfWork units;
    private final Event<TestingRemoved> removed;

    ActionPages(UnitsOfWork units, Event<TestingRemoved> removed) {
        this.units = units;
        this.removed = removed;
    }

    /** Creates a page of the org in a campaign, its own or a partner's. */
    public Uni<ActionPage> create(long orgId, long campaignId, Given<ActionPageInput> input) {
        ActionPage page = new ActionPage();
        page.orgId = orgId;
        page.campaignId = campaignId;
        return written(page, input);
    }

    public Uni<ActionPage> update(ActionPage page, Given<ActionPageInput> input) {
        return written(page, input);
    }

    /** Changes the org's page of that name in the campaign, or creates it. */
    Uni<ActionPage> upsert(long orgId, long campaignId, Given<ActionPageInput> input) {
        return ActionPage.<ActionPage>find("orgId = ?1 and campaignId = ?2 and name = ?3", orgId, campaignId,
                input.input().name()).firstResult()
                .chain(found -> found == null ? create(orgId, campaignId, input) : update(found, input));
    }

    /**
     * Creates a page like another, in the same campaign, under a name of its own. It is not live, and counts no supporters
     * from elsewhere. Templates are an org's own: they are taken over within the org only.
     */
    public Uni<ActionPage> copy(ActionPage from, long orgId, String name) {
        ActionPage page = new ActionPage();
        page.orgId = orgId;
        page.campaignId = from.campaignId;
        page.name = name;
        page.locale = from.locale;
        page.delivery = from.delivery;
        page.config = from.config;
        if (from.orgId == orgId) {
            page.thankYouTemplate = from.thankYouTemplate;
            page.supporterConfirmTemplate = from.supporterConfirmTemplate;
            page.duplicateTemplate = from.duplicateTemplate;
        }
        ActionPageRules.check(page);
        return Rows.write(page);
    }

    /** Makes the page live; one that is already stays as it is. */
    public Uni<ActionPage> launch(ActionPage page) {
        page.live = true;
        return Rows.write(page);
    }

    /**
     * Deletes a page with what was done on it for testing.
     *
     * @throws app.proca.notify.common.ClientFault (in the Uni) where somebody acted on it
     */
    public Uni<Void> delete(ActionPage page) {
        return withTesting(page).chain(campaignIds -> deleteTesting(page)
                .invoke(() -> {
                    if (!campaignIds.isEmpty()) {
                        removed.fire(new TestingRemoved(campaignIds, units.current()));
                    }
                }))
                .chain(() -> Rows.delete(page));
    }

    /** The campaigns that count what was done on the page for testing. */
    private static Uni<Set<Long>> withTesting(ActionPage page) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TESTING, Long.class).setParameter("id", page.id).getResultList())
                .map(Set::copyOf);
    }

    private static Uni<Void> deleteTesting(ActionPage page) {
        return Rows.deleteAll("""
                delete from supporters s where s.action_page_id = :id
                and exists (select 1 from actions a where a.supporter_id = s.id)
                and not exists (select 1 from actions a where a.supporter_id = s.id and not a.testing)""", page.id)
                .chain(() -> Rows.deleteAll("delete from actions where action_page_id = :id and testing", page.id));
    }

    private static Uni<ActionPage> written(ActionPage page, Given<ActionPageInput> input) {
        input.apply("name", ActionPageInput::name, name -> page.name = name == null ? "" : name)
                .apply("locale", ActionPageInput::locale, locale -> page.locale = locale == null ? "" : locale)
                .applyValue("delivery", ActionPageInput::delivery, on -> page.delivery = on)
                .applyValue("extraSupporters", ActionPageInput::extraSupporters, extra -> page.extraSupporters = extra)
                .apply("thankYouTemplate", ActionPageInput::thankYouTemplate, name -> page.thankYouTemplate = name)
                .apply("supporterConfirmTemplate", ActionPageInput::supporterConfirmTemplate,
                        name -> page.supporterConfirmTemplate = name)
                .apply("duplicateTemplate", ActionPageInput::duplicateTemplate, name -> page.duplicateTemplate = name)
                .applyValue("config", ActionPageInput::config, config -> page.config = config);
        ActionPageRules.check(page);
        return Rows.write(page);
    }
}
