package app.proca.notify.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault.Problem;

class CampaignRulesTest {

    private final Campaign campaign = aCampaign();

    @Test
    void a_campaign_needs_a_name_and_a_title() {
        campaign.name = "";
        campaign.title = null;

        assertThat(CampaignRules.problems(campaign)).containsExactly(
                Problem.of("name", "can't be blank"), Problem.of("title", "can't be blank"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "save oceans", "oceans/en", "océans", "a.b" })
    void names_are_letters_digits_dashes_and_underscores(String name) {
        campaign.name = name;

        assertThat(CampaignRules.problems(campaign)).containsExactly(Problem.of("name", "has invalid format"));
    }

    @Test
    void external_ids_are_not_negative() {
        campaign.externalId = Integer.MAX_VALUE;
        assertThat(CampaignRules.problems(campaign)).isEmpty();

        campaign.externalId = -1;

        assertThat(CampaignRules.problems(campaign)).containsExactly(Problem.of("externalId", "is invalid"));
    }

    @Test
    void the_end_is_after_the_start() {
        campaign.startDate = LocalDate.of(2026, 11, 1);
        campaign.endDate = LocalDate.of(2026, 11, 2);
        assertThat(CampaignRules.problems(campaign)).isEmpty();

        campaign.endDate = campaign.startDate;

        assertThat(CampaignRules.problems(campaign)).containsExactly(Problem.of("end", "must be after start"));
    }

    @Test
    void one_of_the_dates_alone_is_fine() {
        campaign.endDate = LocalDate.of(2020, 1, 1);

        assertThat(CampaignRules.problems(campaign)).isEmpty();
    }

    @Test
    void public_actions_name_a_type_and_a_field() {
        campaign.publicActions = List.of("petition:comment");
        assertThat(CampaignRules.problems(campaign)).isEmpty();

        campaign.publicActions = List.of("petition", ":comment", "");

        assertThat(CampaignRules.problems(campaign)).containsExactly(Problem.of("publicActions", "has invalid format"));
    }

    private static Campaign aCampaign() {
        Campaign campaign = new Campaign();
        campaign.name = "save-oceans_2";
        campaign.title = "Save the oceans";
        return campaign;
    }
}
