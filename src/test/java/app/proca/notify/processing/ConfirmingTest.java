package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

class ConfirmingTest {

    private final Campaign campaign = new Campaign();
    private final Org org = new Org();

    @BeforeEach
    void nothing_is_asked() {
        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(false, false));
    }

    @Test
    void the_org_asks_supporters_itself_or_through_its_queue() {
        org.supporterConfirm = true;
        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(true, false));

        org.supporterConfirm = false;
        org.customSupporterConfirm = true;
        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(true, false));
    }

    @Test
    void the_org_asks_moderators_through_its_queue() {
        org.customActionConfirm = true;

        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(false, true));
    }

    @Test
    void the_campaign_has_the_last_word_both_ways() {
        campaign.supporterConfirm = true;
        campaign.actionConfirm = true;
        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(true, true));

        org.supporterConfirm = true;
        org.customSupporterConfirm = true;
        org.customActionConfirm = true;
        campaign.supporterConfirm = false;
        campaign.actionConfirm = false;
        assertThat(Confirming.of(campaign, org)).isEqualTo(new Confirming(false, false));
    }
}
