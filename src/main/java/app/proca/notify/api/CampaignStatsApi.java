package app.proca.notify.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.action.PublicActions;
import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.org.Org;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** What a campaign shows everybody of those who act: how many they are, and what they did lately. */
@GraphQLApi
@ApplicationScoped
public class CampaignStatsApi {

    private final CurrentViewer current;
    private final Mutiny.SessionFactory sessions;
    private final CampaignCounters counters;
    private final PublicActions publicActions;

    CampaignStatsApi(CurrentViewer current, Mutiny.SessionFactory sessions, CampaignCounters counters,
            PublicActions publicActions) {
        this.current = current;
        this.sessions = sessions;
        this.counters = counters;
        this.publicActions = publicActions;
    }

    /** How many people and actions the campaign has. */
    public Uni<@NonNull CampaignStatsView> stats(@Source CampaignView source) {
        return counters.of(source.getId()).map(CampaignStatsView::new);
    }

    /** People by the org through whose page they came. */
    public Uni<@NonNull List<CampaignStatsView.@NonNull OrgCount>> supporterCountByOrg(@Source CampaignStatsView source) {
        Optional<Viewer> viewer = current.get();
        Set<Long> ids = source.counted().supporterCountByOrg().keySet();
        return Operations.inSessionOfItsOwn(sessions, session -> session
                .createSelectionQuery("from Org o where o.id in :ids order by o.id", Org.class).setParameter("ids", ids)
                .getResultList())
                .map(orgs -> orgs.stream().map(org -> new CampaignStatsView.OrgCount(OrgView.of(org, viewer),
                        CampaignStatsView.shown(source.counted().supporterCountByOrg().getOrDefault(org.id, 0L)))).toList());
    }

    /** People without those who came through that org's pages. An org that nobody came through takes nobody away. */
    public Uni<@NonNull Integer> supporterCountByOthers(@Source CampaignStatsView source, @NonNull String orgName) {
        return Operations.inSessionOfItsOwn(sessions, session -> session
                .createSelectionQuery("select o.id from Org o where o.name = :name", Long.class).setParameter("name", orgName)
                .getSingleResultOrNull())
                .map(id -> CampaignStatsView.shown(source.counted().supporterCount()
                        - (id == null ? 0 : source.counted().supporterCountByOrg().getOrDefault(id, 0L))));
    }

    /** The newest actions of a type that were accepted, for everybody to see. */
    public Uni<@NonNull PublicActionsView> actions(@Source CampaignView source, @NonNull String actionType,
            @DefaultValue("10") Integer limit) {
        return Operations.inSessionOfItsOwn(sessions, session -> session.find(Campaign.class, (long) source.getId())
                .chain(campaign -> publicActions.newest(session, campaign, actionType, limit)
                        .map(newest -> new PublicActionsView(PublicActions.fieldKeys(campaign.publicActions, actionType),
                                newest))));
    }
}
