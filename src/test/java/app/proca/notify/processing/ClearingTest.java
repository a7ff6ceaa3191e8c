package app.proca.notify.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.message.SignedAction;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.Supporter;
import io.vertx.core.json.JsonObject;

class ClearingTest {

    private final Action action = new Action();
    private final Campaign campaign = new Campaign();
    private final Org org = new Org();
    private final Supporter supporter = new Supporter();

    @BeforeEach
    void somebody_signed() {
        action.actionType = "petition";
        action.fields = new JsonObject().put("secret", "a").put("kept", "b");
        supporter.email = "jan@example.com";
        supporter.firstName = "Jan";
        supporter.lastName = "Kowalski";
        supporter.address = "Street 1";
        supporter.area = "PL";
    }

    @Test
    void what_identifies_a_supporter_goes_and_the_first_name_stays() {
        clear(false);

        assertThat(supporter).extracting(each -> each.email, each -> each.lastName, each -> each.address, each -> each.firstName,
                each -> each.area).containsExactly(null, null, null, "Jan", "PL");
        assertThat(action.fields).isEqualTo(new JsonObject().put("secret", "a").put("kept", "b"));
    }

    @Test
    void an_org_of_high_security_keeps_no_name() {
        org.highSecurity = true;

        clear(false);

        assertThat(supporter).extracting(each -> each.email, each -> each.firstName, each -> each.area)
                .containsExactly(null, null, "PL");
    }

    @Test
    void what_something_else_still_needs_stays() {
        clear(true);

        assertThat(supporter).extracting(each -> each.email, each -> each.firstName, each -> each.lastName, each -> each.address)
                .containsExactly("jan@example.com", "Jan", "Kowalski", "Street 1");
    }

    @Test
    void transient_fields_of_the_actions_type_are_dropped_and_the_value_is_replaced_as_a_whole() {
        campaign.transientActions = List.of("petition:secret", "share:kept", "petition:absent");
        JsonObject before = action.fields;

        clear(true);

        assertThat(action.fields).isEqualTo(new JsonObject().put("kept", "b"));
        assertThat(before).hasSize(2);
    }

    private void clear(boolean needed) {
        Clearing.clear(new SignedAction(action, null, new ActionPage(), campaign, org, null), supporter, needed);
    }
}
