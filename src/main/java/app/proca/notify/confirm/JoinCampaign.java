package app.proca.notify.confirm;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.ActionPages;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A partner asks the lead of a campaign to take it in; subject is the partner, object the campaign. Accepted, all the
 * partner's pages there go live, and subscribers hear of each; Proca tells them of none.
 */
@ApplicationScoped
class JoinCampaign implements AskedOfLead {

    private final ActionPages pages;
    private final Partners partners;

    JoinCampaign(ActionPages pages, Partners partners) {
        this.pages = pages;
        this.partners = partners;
    }

    @Override
    public ConfirmOperation kind() {
        return ConfirmOperation.JOIN_CAMPAIGN;
    }

    @Override
    public Uni<Answer> accept(Confirm confirm, Respondent by) {
        return campaignOf(confirm, by)
                .call(() -> Org.<Org>findById((long) confirm.subjectId).map(org -> Operation.present(org, "organisation")))
                .call(campaign -> launchAll(confirm, campaign)
                        .chain(launched -> launched.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : partners.join(confirm, campaign, launched.get(launched.size() - 1))))
                .replaceWith(Answer::done);
    }

    @Override
    public Uni<Map<String, Object>> fields(Confirm confirm) {
        return Uni.createFrom().item(Map.of());
    }

    private Uni<List<ActionPage>> launchAll(Confirm confirm, Campaign campaign) {
        return ActionPage.<ActionPage>list("orgId = ?1 and campaignId = ?2 order by id", (long) confirm.subjectId, campaign.id)
                .chain(found -> Multi.createFrom().iterable(found).onItem().transformToUniAndConcatenate(pages::launch)
                        .collect().asList());
    }

    @Override
    public Uni<Campaign> campaign(Confirm confirm) {
        long id = Operation.present(confirm.objectId, "campaign");
        return Campaign.<Campaign>findById(id).map(found -> Operation.present(found, "campaign"));
    }
}
