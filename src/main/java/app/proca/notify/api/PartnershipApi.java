package app.proca.notify.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.eclipse.microprofile.graphql.Type;
import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.confirm.Confirm;
import app.proca.notify.org.Org;
import app.proca.notify.user.Staffer;
import app.proca.notify.user.User;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** Who takes part in a campaign beside its lead, and what they ask of the lead: for the lead's own people. */
@GraphQLApi
@ApplicationScoped
public class PartnershipApi {

    private static final String PAGES = """
            select p, o, c, l from ActionPage p join Org o on o.id = p.orgId join Campaign c on c.id = p.campaignId
            join Org l on l.id = c.orgId where c.id = :campaign and p.orgId <> c.orgId order by o.id, p.id""";
    private static final String REQUESTS =
            """
            select r, p.orgId, u from Confirm r join ActionPage p on p.id = r.objectId left join User u on u.id = r.creatorId
            where r.operation = app.proca.notify.confirm.ConfirmOperation.LAUNCH_PAGE and r.subjectId = :campaign order by r.id""";
    private static final String ROLES =
            "select s, o from Staffer s join Org o on o.id = s.orgId where s.userId in :users order by o.id";

    private final CurrentViewer current;
    private final Mutiny.SessionFactory sessions;

    PartnershipApi(CurrentViewer current, Mutiny.SessionFactory sessions) {
        this.current = current;
        this.sessions = sessions;
    }

    /** The orgs that have pages in the campaign. */
    public Uni<List<@NonNull Partnership>> partnerships(@Source CampaignView.Private source) {
        Optional<Viewer> viewer = current.get();
        return Operations.inSessionOfItsOwn(sessions, session -> session.createSelectionQuery(PAGES, Object[].class)
                .setParameter("campaign", (long) source.getId()).getResultList()
                .chain(pages -> pages.isEmpty() ? Uni.createFrom().item(List.of())
                        : requests(session, source.getId(), viewer).map(requests -> partnerships(pages, requests, viewer))));
    }

    private static List<Partnership> partnerships(List<Object[]> rows, List<Request> requests, Optional<Viewer> viewer) {
        Map<Org, List<ActionPageView>> pages = new LinkedHashMap<>();
        rows.forEach(row -> pages.computeIfAbsent((Org) row[1], org -> new ArrayList<>())
                .add(ActionPageView.of((ActionPage) row[0], (Org) row[1], (Campaign) row[2], (Org) row[3], viewer)));
        return pages.entrySet().stream().map(one -> new Partnership(OrgView.of(one.getKey(), viewer), one.getValue(),
                requests.stream().filter(request -> request.partnerId() == one.getKey().id).toList())).toList();
    }

    private static Uni<List<Request>> requests(Mutiny.Session session, int campaignId, Optional<Viewer> viewer) {
        return session.createSelectionQuery(REQUESTS, Object[].class).setParameter("campaign", campaignId).getResultList()
                .chain(rows -> askers(session, rows, viewer).map(askers -> rows.stream()
                        .map(row -> new Request((Confirm) row[0], (Long) row[1], Optional.ofNullable(askers.get(row[2]))))
                        .toList()));
    }

    private static Uni<Map<User, UserView>> askers(Mutiny.Session session, List<Object[]> rows, Optional<Viewer> viewer) {
        Set<User> users = rows.stream().map(row -> (User) row[2]).filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return session.createSelectionQuery(ROLES, Object[].class)
                .setParameter("users", users.stream().map(user -> user.id).toList()).getResultList()
                .map(found -> users.stream().collect(Collectors.toMap(user -> user, user -> new UserView(user, found.stream()
                        .filter(row -> ((Staffer) row[0]).userId.equals(user.id))
                        .map(row -> new UserView.InOrg(OrgView.of((Org) row[1], viewer), UserApi.role((Staffer) row[0])))
                        .toList(), Optional.empty()))));
    }

    /** What a partner asked, answered or not. */
    private record Request(Confirm confirm, long partnerId, Optional<UserView> asker) {}

    /** An org that takes part in a campaign of another's. */
    @Type("Partnership")
    public static class Partnership {

        private final OrgView partner;
        private final List<ActionPageView> pages;
        private final List<Request> requests;

        Partnership(OrgView partner, List<ActionPageView> pages, List<Request> requests) {
            this.partner = partner;
            this.pages = List.copyOf(pages);
            this.requests = List.copyOf(requests);
        }

        @NonNull
        public OrgView getOrg() {
            return partner;
        }

        @NonNull
        public List<@NonNull ActionPageView> getActionPages() {
            return pages;
        }

        /** Those that wait for an answer. */
        @NonNull
        public List<@NonNull ConfirmView> getLaunchRequests() {
            return requests.stream().filter(request -> request.confirm().charges > 0)
                    .map(request -> new ConfirmView(request.confirm(), request.asker().orElse(null))).toList();
        }

        /** Who ever asked. */
        @NonNull
        public List<@NonNull UserView> getLaunchRequesters() {
            return requests.stream().flatMap(request -> request.asker().stream()).distinct().toList();
        }
    }
}
