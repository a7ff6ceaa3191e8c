package app.proca.notify.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;
import app.proca.notify.common.Times;

/** What a campaign may look like (spec/graphql.md, Field rules). */
final class CampaignRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /** {@code type:field}. */
    private static final Pattern PUBLIC_ACTION = Pattern.compile("[^:]+:.+");

    private CampaignRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(Campaign campaign) {
        ClientFault.refuse(problems(campaign));
    }

    static List<Problem> problems(Campaign campaign) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", campaign.name, problems);
        Text.matching("name", campaign.name, NAME, problems);
        Text.required("title", campaign.title, problems);
        if (campaign.externalId != null && campaign.externalId < 0) {
            problems.add(Problem.of("externalId", "is invalid"));
        }
        date("start", campaign.startDate, problems);
        date("end", campaign.endDate, problems);
        if (campaign.startDate != null && campaign.endDate != null && !campaign.endDate.isAfter(campaign.startDate)) {
            problems.add(Problem.of("end", "must be after start"));
        }
        Text.bounded("supporterConfirmTemplate", campaign.supporterConfirmTemplate, problems);
        Text.storable("config", campaign.config, problems);
        campaign.publicActions.forEach(action -> {
            Text.required("publicActions", action, problems);
            Text.matching("publicActions", action, PUBLIC_ACTION, problems);
        });
        campaign.transientActions.forEach(action -> Text.required("transientActions", action, problems));
        return problems;
    }

    private static void date(String field, @Nullable LocalDate date, List<Problem> problems) {
        if (date != null && !Times.isStorable(date)) {
            problems.add(Problem.of(field, "is invalid"));
        }
    }
}
