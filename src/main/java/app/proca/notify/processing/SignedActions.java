package app.proca.notify.processing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.Action;
import app.proca.notify.action.Donation;
import app.proca.notify.action.Source;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.message.SignedAction;
import app.proca.notify.org.Org;
import io.smallrye.mutiny.Uni;

/** Looks up what messages tell of actions, of many at once. */
final class SignedActions {

    private static final String ORIGINS = """
            select a.id, d, s from Action a left join Source s on s.id = a.sourceId left join Donation d on d.actionId = a.id
            where a.id in (:ids) order by d.id""";

    private static final String PAGES = """
            select p, c, o from ActionPage p join Campaign c on c.id = p.campaignId join Org o on o.id = p.orgId
            where p.id in (:ids)""";

    private record Page(ActionPage page, Campaign campaign, Org org) {}

    private record Origin(@Nullable Donation donation, @Nullable Source source) {}

    private SignedActions() {}

    /** In the same order. */
    static Uni<List<SignedAction>> of(Mutiny.Session session, List<Action> actions) {
        return pages(session, actions).chain(pages -> origins(session, actions).map(origins -> actions.stream()
                .map(action -> signed(action, Objects.requireNonNull(pages.get(action.actionPageId)),
                        Objects.requireNonNull(origins.get(action.id))))
                .toList()));
    }

    private static SignedAction signed(Action action, Page page, Origin origin) {
        return new SignedAction(action, origin.donation(), page.page(), page.campaign(), page.org(), origin.source());
    }

    private static Uni<Map<Long, Page>> pages(Mutiny.Session session, List<Action> actions) {
        return session.createSelectionQuery(PAGES, Object[].class)
                .setParameter("ids", actions.stream().map(action -> action.actionPageId).distinct().toList()).getResultList()
                .map(rows -> rows.stream().map(row -> new Page((ActionPage) row[0], (Campaign) row[1], (Org) row[2]))
                        .collect(Collectors.toMap(page -> page.page().id, page -> page)));
    }

    private static Uni<Map<Long, Origin>> origins(Mutiny.Session session, List<Action> actions) {
        return session.createSelectionQuery(ORIGINS, Object[].class)
                .setParameter("ids", actions.stream().map(action -> action.id).toList()).getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Long) row[0],
                        row -> new Origin((Donation) row[1], (Source) row[2]), (first, another) -> first)));
    }
}
