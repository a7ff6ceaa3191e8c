package app.proca.notify.user;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.common.ClientFault;

/**
 * Who asks, and what they may do. Pure: the bits are those of the moment of signing in.
 *
 * @param permissions of the user as such
 * @param staffer permission bits by the id of the org
 */
public record Viewer(long userId, String email, int permissions, Map<Long, Integer> staffer) {

    /** Ids begin at 1. */
    private static final long NO_ORG = 0;

    public Viewer {
        staffer = Map.copyOf(staffer);
    }

    /** True for those who run the instance. */
    public boolean isInstanceOwner() {
        return Permission.INSTANCE_OWNER.in(permissions);
    }

    /** True for staffers of that org, whatever their role. */
    public boolean isStafferOf(long orgId) {
        return staffer.containsKey(orgId);
    }

    /** True for staffers of one of the orgs and for those who run the instance: they see what is not public. */
    public static boolean isInsider(Optional<Viewer> viewer, long... orgIds) {
        return viewer.filter(known -> known.isInstanceOwner() || Arrays.stream(orgIds).anyMatch(known::isStafferOf)).isPresent();
    }

    /** True for those who run the instance, and for who has the permission as a user or in that org. */
    public boolean may(long orgId, Permission permission) {
        return isInstanceOwner() || permission.in(bits(orgId));
    }

    /** Nobody hands out a right that they lack: true where the viewer holds all bits of the role in that org. */
    public boolean mayHandOut(long orgId, Role role) {
        return isInstanceOwner() || (bits(orgId) & role.mask()) == role.mask();
    }

    /** @throws ClientFault {@code permission_denied} unless the caller, as a user, has the permission */
    @CanIgnoreReturnValue
    public static Viewer allowed(Optional<Viewer> viewer, Permission permission) {
        return allowed(viewer, NO_ORG, permission);
    }

    /** @throws ClientFault {@code unauthorized} for an anonymous caller */
    public static Viewer signedIn(Optional<Viewer> viewer) {
        return viewer.orElseThrow(() -> ClientFault.unauthorized("Authentication is required for this API call"));
    }

    /** @throws ClientFault {@code unauthorized} unless the caller is a staffer of the org, which an instance owner need not be */
    @CanIgnoreReturnValue
    public static Viewer memberOf(Optional<Viewer> viewer, long orgId) {
        return viewer.filter(known -> known.isStafferOf(orgId))
                .orElseThrow(() -> ClientFault.unauthorized("User is not a member of organisation"));
    }

    /** @throws ClientFault {@code permission_denied} unless the caller has one of the permissions in the org */
    @CanIgnoreReturnValue
    public static Viewer allowed(Optional<Viewer> viewer, long orgId, Permission... anyOf) {
        Viewer known = viewer.orElseThrow(() -> ClientFault
                .permissionDenied("User is not a member of team responsible for resource", Map.of()));
        int bits = known.bits(orgId);
        if (!known.isInstanceOwner() && Arrays.stream(anyOf).noneMatch(permission -> permission.in(bits))) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("required", Arrays.stream(anyOf).map(Permission::wireName).toList());
            details.put("provided", provided(bits));
            if (known.isStafferOf(orgId)) {
                details.put("org_id", orgId);
            }
            throw ClientFault.permissionDenied("You do not have the required permission", details);
        }
        return known;
    }

    private int bits(long orgId) {
        return permissions | staffer.getOrDefault(orgId, 0);
    }

    private static List<String> provided(int bits) {
        return Arrays.stream(Permission.values()).filter(permission -> permission.in(bits)).map(Permission::wireName).toList();
    }
}
