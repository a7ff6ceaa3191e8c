package app.proca.notify.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.api.edge.CurrentViewer;
import app.proca.notify.api.edge.GivenArguments;
import app.proca.notify.campaign.MailToTarget;
import app.proca.notify.common.Given;
import app.proca.notify.mtt.OutdatedTargets;
import app.proca.notify.mtt.TargetInput;
import app.proca.notify.mtt.Targets;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** Whom supporters of a campaign write to, and how. */
@GraphQLApi
@ApplicationScoped
public class TargetApi {

    private final CurrentViewer current;
    private final Context call;
    private final Mutiny.SessionFactory sessions;
    private final Targets targets;

    TargetApi(CurrentViewer current, Context call, Mutiny.SessionFactory sessions, Targets targets) {
        this.current = current;
        this.call = call;
        this.sessions = sessions;
        this.targets = targets;
    }

    /** Changes the campaign's targets with those external ids, or adds them; what becomes of its others can be said. */
    @Mutation
    public Uni<@NonNull List<TargetView.Private>> upsertTargets(int campaignId,
            @NonNull List<CampaignInputs.@NonNull OfTarget> targets, OutdatedTargets outdatedTargets) {
        Optional<Viewer> viewer = current.get();
        List<Given<TargetInput>> inputs = inputs(targets, GivenArguments.ofEach(call, "targets"));
        return Operations.inTransaction(() -> Lookup.campaign(campaignId, null)
                .call(campaign -> Lookup.lead(campaign)
                        .invoke(lead -> Viewer.allowed(viewer, lead.id, Permission.CHANGE_CAMPAIGN_SETTINGS)))
                .chain(campaign -> this.targets.upsert(campaign, inputs,
                        outdatedTargets == null ? OutdatedTargets.KEEP : outdatedTargets))
                .map(written -> written.stream().map(TargetView.Private::new).toList()));
    }

    /** Whom supporters write to; their addresses are seen by those who may change them. */
    public Uni<List<TargetView>> targets(@Source CampaignView source) {
        boolean addressed = source instanceof CampaignView.Private mine && mine.showsAddresses();
        return Operations.inSessionOfItsOwn(sessions, session -> Targets.of(session, source.getId())
                .chain(found -> addressed
                        ? Targets.addressed(session, found)
                                .map(all -> all.stream().<TargetView>map(TargetView.Private::new).toList())
                        : Uni.createFrom().item(found.stream().<TargetView>map(TargetView.Public::new).toList())));
    }

    /** How supporters write to the targets; null where they do not. */
    public Uni<CampaignMttView> mtt(@Source CampaignView.Private source) {
        return Operations.inSessionOfItsOwn(sessions, session -> session
                .createSelectionQuery("from MailToTarget where campaignId = :campaign order by id", MailToTarget.class)
                .setParameter("campaign", (long) source.getId()).setMaxResults(1).getSingleResultOrNull())
                .map(settings -> settings == null ? null : new CampaignMttView(settings));
    }

    private static List<Given<TargetInput>> inputs(List<CampaignInputs.OfTarget> targets, List<Set<String>> given) {
        List<Given<TargetInput>> inputs = new ArrayList<>();
        for (int place = 0; place < targets.size(); place++) {
            inputs.add(new Given<>(targets.get(place).value(), given.get(place)));
        }
        return inputs;
    }
}
