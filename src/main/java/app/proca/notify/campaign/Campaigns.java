package app.proca.notify.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Given;
import app.proca.notify.common.Text;
import app.proca.notify.database.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The operations on campaigns. Each runs in the caller's transaction. */
@ApplicationScoped
public class Campaigns {

    private static final Pattern NAME = Pattern.compile("[\\w-]+");

    /** Creates a campaign that the org leads. */
    public Uni<Campaign> create(long orgId, Given<CampaignInput> input) {
        Campaign campaign = new Campaign();
        campaign.orgId = orgId;
        return written(campaign, input);
    }

    public Uni<Campaign> update(Campaign campaign, Given<CampaignInput> input) {
        return written(campaign, input);
    }

    private static Uni<Campaign> written(Campaign campaign, Given<CampaignInput> input) {
        input.apply("name", CampaignInput::name, name -> campaign.name = name == null ? "" : name)
                .apply("title", CampaignInput::title, title -> campaign.title = title == null ? "" : title)
                .apply("externalId", CampaignInput::externalId, id -> campaign.externalId = id)
                .applyValue("status", CampaignInput::status, status -> campaign.status = status)
                .applyValue("contactSchema", CampaignInput::contactSchema, schema -> campaign.contactSchema = schema)
                .applyValue("config", CampaignInput::config, config -> campaign.config = config);
        List<Problem> problems = problems(campaign);
        if (!problems.isEmpty()) {
            throw ClientFault.invalid(problems);
        }
        return Panache.getSession().call(session -> session.persist(campaign).chain(session::flush))
                .replaceWith(campaign)
                .onFailure().transform(Violation::explain);
    }

    /** What is wrong with it (spec/graphql.md, Field rules). */
    static List<Problem> problems(Campaign campaign) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", campaign.name, problems);
        Text.required("title", campaign.title, problems);
        Text.matching("name", campaign.name, NAME, problems);
        if (campaign.externalId != null && campaign.externalId < 0) {
            problems.add(Problem.of("externalId", "must be greater than or equal to 0"));
        }
        if (campaign.startDate != null && campaign.endDate != null && !campaign.endDate.isAfter(campaign.startDate)) {
            problems.add(Problem.of("end", "must be after start"));
        }
        return problems;
    }
}
