package app.proca.notify.campaign;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The operations on campaigns. Each runs in the caller's transaction. */
@ApplicationScoped
public class Campaigns {

    private static final String MAILING = "mtt";

    private final ActionPages pages;
    private final UnitsOfWork units;
    private final Event<CampaignUpserted> upserted;
    private final Event<CampaignMailingSet> mailingSet;

    Campaigns(ActionPages pages, UnitsOfWork units, Event<CampaignUpserted> upserted, Event<CampaignMailingSet> mailingSet) {
        this.pages = pages;
        this.units = units;
        this.upserted = upserted;
        this.mailingSet = mailingSet;
    }

    /** Creates a campaign that the org leads, with pages of its own. */
    public Uni<Campaign> create(long orgId, Given<CampaignInput> input, List<Given<ActionPageInput>> pageInputs) {
        return written(led(orgId), input).call(campaign -> mailing(campaign, input))
                .call(campaign -> upsertPages(campaign, pageInputs));
    }

    /** Changes a campaign, and those of its lead's pages that the input names; pages that are not there are made. */
    public Uni<Campaign> update(Campaign campaign, Given<CampaignInput> input, List<Given<ActionPageInput>> pageInputs) {
        return written(campaign, input)
                .call(() -> mailing(campaign, input).invoke(() -> {
                    if (input.has(MAILING)) {
                        mailingSet.fire(new CampaignMailingSet(campaign, units.current()));
                    }
                }))
                .call(() -> upsertPages(campaign, pageInputs));
    }

    /**
     * Changes the campaign that the org leads with that external id, else with that name, or creates it, and its pages by
     * their names. Told also where nothing changed (spec/events.md, row 8).
     */
    public Uni<Campaign> upsert(long orgId, Given<CampaignInput> input, List<Given<ActionPageInput>> pageInputs) {
        return find(orgId, input.input())
                .chain(found -> written(found.orElseGet(() -> led(orgId)), input))
                .call(campaign -> mailing(campaign, input))
                .call(campaign -> upsertPages(campaign, pageInputs)
                        .invoke(written -> upserted.fire(new CampaignUpserted(campaign, written, units.current()))));
    }

    public Uni<Campaign> updateProcessing(Campaign campaign, Given<CampaignProcessingInput> input) {
        input.apply("supporterConfirm", CampaignProcessingInput::supporterConfirm, on -> campaign.supporterConfirm = on)
                .apply("supporterConfirmTemplate", CampaignProcessingInput::supporterConfirmTemplate,
                        name -> campaign.supporterConfirmTemplate = name)
                .apply("actionConfirm", CampaignProcessingInput::actionConfirm, on -> campaign.actionConfirm = on);
        CampaignRules.check(campaign);
        return Rows.write(campaign);
    }

    /**
     * Deletes a campaign with its lead's pages and its targets.
     *
     * @throws ClientFault (in the Uni) where partners have pages in it, or somebody acted
     */
    public Uni<Void> delete(Campaign campaign) {
        return ActionPage.<ActionPage>list("campaignId = ?1 order by id", campaign.id)
                .invoke(found -> {
                    if (found.stream().anyMatch(page -> !page.orgId.equals(campaign.orgId))) {
                        throw ClientFault.plain("has action pages");
                    }
                })
                .chain(found -> Multi.createFrom().iterable(found).onItem().transformToUniAndConcatenate(pages::delete)
                        .collect().last())
                .chain(() -> Rows.deleteAll("delete from targets where campaign_id = :id", campaign.id))
                .chain(() -> Rows.delete(campaign));
    }

    private Uni<List<ActionPage>> upsertPages(Campaign campaign, List<Given<ActionPageInput>> inputs) {
        return campaign.orgId == null ? Uni.createFrom().item(List.of())
                : upsertPages(campaign.orgId, campaign.id, inputs);
    }

    private Uni<List<ActionPage>> upsertPages(long orgId, long campaignId, List<Given<ActionPageInput>> inputs) {
        return Multi.createFrom().iterable(inputs)
                .onItem().transformToUniAndConcatenate(input -> pages.upsert(orgId, campaignId, input))
                .collect().asList();
    }

    private static Uni<Optional<Campaign>> find(long orgId, CampaignInput input) {
        return one("externalId", orgId, input.externalId())
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : one("name", orgId, input.name()));
    }

    private static Uni<Optional<Campaign>> one(String column, long orgId, @Nullable Object value) {
        return value == null ? Uni.createFrom().item(Optional.empty())
                : Campaign.<Campaign>find("orgId = ?1 and " + column + " = ?2", orgId, value).firstResult()
                        .map(Optional::ofNullable);
    }

    private static Campaign led(long orgId) {
        Campaign campaign = new Campaign();
        campaign.orgId = orgId;
        return campaign;
    }

    private static Uni<Void> mailing(Campaign campaign, Given<CampaignInput> input) {
        return input.has(MAILING) ? CampaignMailing.set(campaign, input.input().mtt()) : Uni.createFrom().voidItem();
    }

    private static Uni<Campaign> written(Campaign campaign, Given<CampaignInput> input) {
        input.apply("name", CampaignInput::name, name -> campaign.name = name == null ? "" : name)
                .apply("title", CampaignInput::title, title -> campaign.title = title == null ? "" : title)
                .apply("externalId", CampaignInput::externalId, id -> campaign.externalId = id)
                .applyValue("status", CampaignInput::status, status -> campaign.status = status)
                .applyValue("contactSchema", CampaignInput::contactSchema, schema -> campaign.contactSchema = schema)
                .applyValue("config", CampaignInput::config, config -> campaign.config = config)
                .applyValue("forceDelivery", CampaignInput::forceDelivery, on -> campaign.forceDelivery = on)
                .applyValue("publicActions", CampaignInput::publicActions, actions -> campaign.publicActions = actions)
                .applyValue("transientActions", CampaignInput::transientActions, actions -> campaign.transientActions = actions)
                .apply("start", CampaignInput::start, day -> campaign.startDate = day)
                .apply("end", CampaignInput::end, day -> campaign.endDate = day)
                .apply("supporterConfirm", CampaignInput::supporterConfirm, on -> campaign.supporterConfirm = on)
                .apply("supporterConfirmTemplate", CampaignInput::supporterConfirmTemplate,
                        name -> campaign.supporterConfirmTemplate = name)
                .apply("actionConfirm", CampaignInput::actionConfirm, on -> campaign.actionConfirm = on);
        CampaignRules.check(campaign);
        return Rows.write(campaign);
    }
}
