package app.proca.notify.confirm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.common.ClientFault;
import app.proca.notify.org.Org;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Role;
import app.proca.notify.user.Viewer;

/** Who may answer what, and who may hand out which role, in both directions. */
class OperationRulesTest {

    private static final long LEAD = 2;
    private static final long PARTNER = 4;
    private static final Viewer INSTANCE_OWNER =
            new Viewer(1, "instance@example.org", Permission.INSTANCE_OWNER.mask(), Map.of());

    static Stream<Arguments> who_may_decide_on_campaigns() {
        return Stream.of(
                Arguments.of("the lead's owner", staffer(LEAD, Role.OWNER.mask()), true),
                Arguments.of("the lead's campaigner", staffer(LEAD, Role.CAMPAIGNER.mask()), true),
                Arguments.of("the lead's staffer with that bit alone", staffer(LEAD, Permission.MANAGE_CAMPAIGNS.mask()), true),
                Arguments.of("who runs the instance", INSTANCE_OWNER, true),
                Arguments.of("the lead's translator", staffer(LEAD, Role.TRANSLATOR.mask()), false),
                Arguments.of("the lead's coordinator", staffer(LEAD, Role.COORDINATOR.mask()), false),
                Arguments.of("the lead's staffer with all bits but that one",
                        staffer(LEAD, ~Permission.MANAGE_CAMPAIGNS.mask()), false),
                Arguments.of("the partner's owner", staffer(PARTNER, Role.OWNER.mask()), false),
                Arguments.of("a user of no org", new Viewer(9, "nobody@example.org", 0, Map.of()), false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("who_may_decide_on_campaigns")
    void what_a_lead_is_asked_is_answered_by_those_who_manage_its_campaigns(String who, Viewer viewer, boolean may) {
        assertAnswer(may, Permission.MANAGE_CAMPAIGNS, () -> AskedOfLead.requireMay(Optional.of(viewer), campaign()));
    }

    static Stream<Arguments> who_may_take_a_page() {
        return Stream.of(
                Arguments.of("its owner", staffer(PARTNER, Role.OWNER.mask()), true),
                Arguments.of("its campaigner", staffer(PARTNER, Role.CAMPAIGNER.mask()), true),
                Arguments.of("its staffer with that bit alone", staffer(PARTNER, Permission.MANAGE_ACTION_PAGES.mask()), true),
                Arguments.of("who runs the instance", INSTANCE_OWNER, true),
                Arguments.of("its translator", staffer(PARTNER, Role.TRANSLATOR.mask()), false),
                Arguments.of("its coordinator", staffer(PARTNER, Role.COORDINATOR.mask()), false),
                Arguments.of("another org's owner", staffer(LEAD, Role.OWNER.mask()), false));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("who_may_take_a_page")
    void an_org_takes_part_through_those_who_manage_its_pages(String who, Viewer viewer, boolean may) {
        Respondent by = new Respondent(Optional.of(viewer), PARTNER, "192.0.2.1");

        assertAnswer(may, Permission.MANAGE_ACTION_PAGES, () -> asPartner(by));
    }

    @Test
    void who_belongs_to_one_org_need_not_say_for_which() {
        Viewer one = staffer(PARTNER, Role.OWNER.mask());
        Viewer two = new Viewer(9, "two@example.org", 0, Map.of(PARTNER, Role.OWNER.mask(), LEAD, Role.OWNER.mask()));

        assertThat(AddPartner.requireMay(new Respondent(Optional.of(one), null, "192.0.2.1"))).isEqualTo(PARTNER);
        assertThat(fault(() -> asPartner(new Respondent(Optional.of(two), null, "192.0.2.1"))))
                .hasMessage("Say for which organisation");
    }

    @Test
    void who_is_not_signed_in_has_to_sign_in() {
        List<Runnable> answers = List.of(
                () -> AskedOfLead.requireMay(Optional.empty(), campaign()),
                () -> asPartner(new Respondent(Optional.empty(), PARTNER, "192.0.2.1")));

        assertThat(answers).allSatisfy(answer -> assertThat(fault(answer).problems().get(0).extensions())
                .isEqualTo(Map.of("code", "unauthorized")));
    }

    /** Columns: what is handed out; rows: who hands it out. */
    @ParameterizedTest
    @CsvSource({
            "OWNER,       true,  true,  true,  true",
            "CAMPAIGNER,  false, true,  true,  true",
            "TRANSLATOR,  false, false, true,  true",
            "COORDINATOR, false, false, false, true" })
    void nobody_hands_out_a_right_that_they_lack(Role own, boolean owner, boolean campaigner, boolean translator,
            boolean coordinator) {
        Viewer inviting = staffer(LEAD, own.mask());

        assertThat(Stream.of(Role.values()).map(role -> isInvited(inviting, role.wireName())))
                .containsExactly(owner, campaigner, translator, coordinator);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void who_runs_the_instance_hands_out_every_role_and_owners_of_another_org_none(Role role) {
        assertThat(isInvited(INSTANCE_OWNER, role.wireName())).isTrue();
        assertThat(isInvited(staffer(PARTNER, Role.OWNER.mask()), role.wireName())).isFalse();
    }

    @Test
    void an_owner_who_may_not_delete_contacts_cannot_hand_that_out() {
        Viewer older = staffer(LEAD, Role.OWNER.mask() & ~Permission.DELETE_CONTACTS.mask());

        assertThat(isInvited(older, "owner")).isFalse();
        assertThat(isInvited(older, "campaigner")).isTrue();
    }

    @Test
    void a_role_that_is_none_and_an_address_that_is_none_are_refused() {
        assertThat(fault(() -> invite("new@example.org", "king")).problems().get(0))
                .isEqualTo(new ClientFault.Problem("No such role", List.of(), Map.of("code", "not_found")));
        assertThat(fault(() -> invite("new example.org", "owner")).problems())
                .containsExactly(ClientFault.Problem.of("email", "has invalid format"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
            "NEW,        not allowed,             not allowed",
            "CONFIRMING, true,                    true",
            "REJECTED,   action already rejected, false",
            "ACCEPTED,   false,                   action already accepted",
            "DELIVERED,  false,                   action already accepted",
            "REPEAT,     false,                   action already accepted" })
    void an_action_is_decided_on_once(ActionStatus now, String accepted, String rejected) {
        assertThat(outcome(now, ActionStatus.ACCEPTED)).isEqualTo(accepted);
        assertThat(outcome(now, ActionStatus.REJECTED)).isEqualTo(rejected);
    }

    @Test
    void a_copied_page_gets_a_name_that_is_free() {
        assertThat(AddPartner.firstFree("partner/bees", List.of())).isEqualTo("partner/bees");
        assertThat(AddPartner.firstFree("partner/bees", List.of("Partner/Bees", "partner/bees-1"))).isEqualTo("partner/bees-2");
    }

    private static String outcome(ActionStatus now, ActionStatus wanted) {
        try {
            return String.valueOf(ConfirmAction.changes(now, wanted));
        } catch (ClientFault refused) {
            return refused.getMessage();
        }
    }

    private static boolean isInvited(Viewer inviting, String role) {
        try {
            return AddStaffer.question(org(), inviting, "new@example.org", role, null).objectId != null;
        } catch (ClientFault refused) {
            assertThat(refused).hasMessage("User must have higher role");
            return false;
        }
    }

    private static void asPartner(Respondent by) {
        assertThat(AddPartner.requireMay(by)).isEqualTo(PARTNER);
    }

    private static void invite(String email, String role) {
        assertThat(AddStaffer.question(org(), INSTANCE_OWNER, email, role, null)).isNotNull();
    }

    private static void assertAnswer(boolean may, Permission needed, Runnable answer) {
        Consumer<ClientFault> isRefusal = fault -> assertThat(fault.problems()).containsExactly(new ClientFault.Problem(
                "User does not have sufficient permissions", List.of(),
                Map.of("code", "permission_denied", "required", List.of(needed.wireName()))));
        if (may) {
            assertThatCode(answer::run).doesNotThrowAnyException();
        } else {
            assertThat(fault(answer)).satisfies(isRefusal);
        }
    }

    private static ClientFault fault(Runnable answer) {
        return catchThrowableOfType(ClientFault.class, answer::run);
    }

    private static Viewer staffer(long org, int permissions) {
        return new Viewer(9, "staffer@example.org", 0, Map.of(org, permissions & ~Permission.INSTANCE_OWNER.mask()));
    }

    private static Campaign campaign() {
        Campaign campaign = new Campaign();
        campaign.id = 2L;
        campaign.orgId = LEAD;
        return campaign;
    }

    private static Org org() {
        Org org = new Org();
        org.id = LEAD;
        return org;
    }
}
