package app.proca.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

class ActionMessageTest {

    @Test
    void an_action_is_routed_by_its_type_and_its_campaign() {
        assertThat(routingKey("petition", "save-bees")).isEqualTo("petition.save-bees");
        assertThat(routingKey("a".repeat(128), "b".repeat(126))).isEqualTo("a".repeat(128) + "." + "b".repeat(126));
    }

    @Test
    void of_long_names_the_key_has_as_much_as_amqp_takes() {
        assertThat(routingKey("a".repeat(255), "b".repeat(255))).isEqualTo("a".repeat(255));
        assertThat(routingKey("a".repeat(100), "b".repeat(255))).isEqualTo("a".repeat(100) + "." + "b".repeat(154));
    }

    @Test
    void what_amqp_takes_is_counted_in_bytes_and_no_character_is_cut() {
        assertThat(routingKey("a", "ż".repeat(200))).isEqualTo("a." + "ż".repeat(126));
        assertThat(routingKey("a", "🐝".repeat(100))).isEqualTo("a." + "🐝".repeat(63));
    }

    private static String routingKey(String type, String name) {
        Action action = new Action();
        action.actionType = type;
        Campaign campaign = new Campaign();
        campaign.name = name;
        return ActionMessage.routingKey(new SignedAction(action, null, new ActionPage(), campaign, new Org(), null));
    }
}
