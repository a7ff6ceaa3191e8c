package app.proca.notify.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.ClientFault;
import app.proca.notify.org.Org;
import app.proca.notify.user.Viewer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Finds what an operation names, in the operation's session, and shows it as the viewer may see it. */
final class Lookup {

    private Lookup() {}

    /** Exactly one of the identifiers is to be given. */
    static Uni<Campaign> campaign(@Nullable Integer id, @Nullable String name) {
        requireOne(id, name);
        return found(id == null ? Campaign.<Campaign>find("name", name).firstResult() : Campaign.findById(id.longValue()));
    }

    /** Exactly one of the identifiers is to be given. */
    static Uni<ActionPage> page(@Nullable Integer id, @Nullable String name) {
        requireOne(id, name);
        return found(id == null ? ActionPage.<ActionPage>find("name", name).firstResult() : ActionPage.findById(id.longValue()));
    }

    /** A campaign whose lead was deleted belongs to nobody: the API, where every campaign has an org, does not know it. */
    static Uni<Org> lead(Campaign campaign) {
        return campaign.orgId == null ? Uni.createFrom().failure(ClientFault.notFound()) : found(Org.findById(campaign.orgId));
    }

    static Uni<CampaignView> view(Campaign campaign, Optional<Viewer> viewer) {
        return lead(campaign).map(org -> CampaignView.of(campaign, org, viewer));
    }

    static Uni<ActionPageView> view(ActionPage page, Optional<Viewer> viewer) {
        return Panache.getSession()
                .chain(session -> pages(session, "p.id = :id", Map.of("id", page.id), viewer))
                .map(views -> views.stream().findFirst().orElseThrow(() -> ClientFault.notFound()));
    }

    /** @param where about {@code c}, a campaign, and {@code o}, its lead */
    static Uni<List<CampaignView>> campaigns(Mutiny.Session session, String where, Map<String, Object> parameters,
            Optional<Viewer> viewer) {
        return select(session, "select c, o from Campaign c join Org o on o.id = c.orgId where " + where + " order by c.id",
                Object[].class, parameters)
                .map(rows -> rows.stream().map(row -> CampaignView.of((Campaign) row[0], (Org) row[1], viewer)).toList());
    }

    /** @param where about {@code p}, a page, {@code o}, its org, {@code c}, its campaign, and {@code l}, its campaign's lead */
    static Uni<List<ActionPageView>> pages(Mutiny.Session session, String where, Map<String, Object> parameters,
            Optional<Viewer> viewer) {
        return select(session, """
                select p, o, c, l from ActionPage p join Org o on o.id = p.orgId join Campaign c on c.id = p.campaignId
                join Org l on l.id = c.orgId where\s""" + where + " order by p.id", Object[].class, parameters)
                .map(rows -> rows.stream()
                        .map(row -> ActionPageView.of((ActionPage) row[0], (Org) row[1], (Campaign) row[2], (Org) row[3], viewer))
                        .toList());
    }

    /** The first that was found. */
    static <T> T first(List<T> found) {
        return found.stream().findFirst().orElseThrow(() -> ClientFault.notFound());
    }

    /** A condition for a value that is there, which then is a parameter; nothing for one that is not. */
    static String and(String condition, String parameter, @Nullable Object value, Map<String, Object> parameters) {
        if (value == null) {
            return "";
        }
        parameters.put(parameter, value);
        return " and " + condition;
    }

    static <T> Uni<List<T>> select(Mutiny.Session session, String query, Class<T> type, Map<String, Object> parameters) {
        Mutiny.SelectionQuery<T> selection = session.createSelectionQuery(query, type);
        parameters.forEach(selection::setParameter);
        return selection.getResultList();
    }

    private static <T> Uni<T> found(Uni<T> entity) {
        return entity.onItem().ifNull().failWith(() -> ClientFault.notFound());
    }

    /** @throws ClientFault unless one of them, and not both, is given */
    static void requireOne(@Nullable Object one, @Nullable Object other) {
        if ((one == null) == (other == null)) {
            throw ClientFault.badArgument("Provide exactly one identifier argument");
        }
    }
}
