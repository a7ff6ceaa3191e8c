package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import app.proca.notify.common.ClientFault;

class ViewerTest {

    private static final long ORG = 7;

    @Test
    void a_staffer_sees_their_org_whatever_their_role() {
        assertThat(Viewer.memberOf(Optional.of(staffer(0)), ORG).isStafferOf(ORG)).isTrue();
    }

    @Test
    void an_instance_owner_is_no_member_of_every_org() {
        Optional<Viewer> owner = Optional.of(instanceOwner());

        assertThatThrownBy(() -> Viewer.memberOf(owner, ORG)).hasMessage("User is not a member of organisation");
    }

    @Test
    void an_instance_owner_has_every_permission() {
        Viewer owner = instanceOwner();

        assertThat(Viewer.allowed(Optional.of(owner), ORG, Permission.MANAGE_CAMPAIGNS)).isEqualTo(owner);
    }

    @Test
    void one_of_the_permissions_is_enough() {
        Viewer coordinator = staffer(Role.COORDINATOR.mask());

        assertThat(Viewer.allowed(Optional.of(coordinator), ORG, Permission.MANAGE_CAMPAIGNS,
                Permission.CHANGE_CAMPAIGN_SETTINGS)).isEqualTo(coordinator);
    }

    @Test
    void a_refusal_tells_what_was_needed_and_what_is_there() {
        Optional<Viewer> coordinator = Optional.of(staffer(Role.COORDINATOR.mask()));

        ClientFault refusal = catchThrowableOfType(ClientFault.class,
                () -> Viewer.allowed(coordinator, ORG, Permission.MANAGE_CAMPAIGNS));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("You do not have the required permission");
            assertThat(problem.extensions()).isEqualTo(Map.of("code", "permission_denied", "required",
                    List.of("manage_campaigns"), "provided", List.of("change_campaign_settings"), "org_id", ORG));
        });
    }

    @Test
    void permissions_in_one_org_are_none_in_another() {
        Optional<Viewer> owner = Optional.of(staffer(Role.OWNER.mask()));

        assertThatThrownBy(() -> Viewer.allowed(owner, ORG + 1, Permission.MANAGE_CAMPAIGNS))
                .hasMessage("You do not have the required permission");
    }

    @Test
    void an_owner_without_delete_contacts_still_counts_as_owner() {
        assertThat(Role.of(Role.OWNER.mask() & ~Permission.DELETE_CONTACTS.mask())).contains(Role.OWNER);
    }

    /** Rows: whose role; columns: what they may hand out. */
    @ParameterizedTest
    @CsvSource({ "OWNER, OWNER CAMPAIGNER TRANSLATOR COORDINATOR", "CAMPAIGNER, CAMPAIGNER TRANSLATOR COORDINATOR",
            "TRANSLATOR, TRANSLATOR COORDINATOR", "COORDINATOR, COORDINATOR" })
    void a_role_may_hand_out_those_whose_rights_it_has(Role role, String handedOut) {
        Viewer viewer = staffer(role.mask());

        assertThat(Role.values()).filteredOn(other -> viewer.mayHandOut(ORG, other)).extracting(Role::name)
                .containsExactly(handedOut.split(" "));
        assertThat(Role.values()).noneMatch(other -> viewer.mayHandOut(ORG + 1, other));
    }

    @Test
    void who_runs_the_instance_may_hand_out_every_role_and_a_stranger_none() {
        assertThat(Role.values()).allMatch(role -> instanceOwner().mayHandOut(ORG, role));
        assertThat(Role.values()).noneMatch(role -> staffer(0).mayHandOut(ORG, role));
    }

    /** Whoever lacks a single one of a role's rights may not hand it out. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void no_right_is_handed_out_by_who_lacks_it(Role role) {
        assertThat(Permission.values()).filteredOn(permission -> permission.in(role.mask()))
                .noneMatch(missing -> staffer(role.mask() & ~missing.mask()).mayHandOut(ORG, role));
    }

    private static Viewer staffer(int permissions) {
        return new Viewer(1, "staffer@example.org", 0, Map.of(ORG, permissions));
    }

    private static Viewer instanceOwner() {
        return new Viewer(2, "owner@example.org", Permission.INSTANCE_OWNER.mask(), Map.of());
    }
}
