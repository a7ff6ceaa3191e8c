package app.proca.notify.user;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sets of permissions that have a name, the strongest first (spec/graphql.md, Who may). */
public enum Role {
    OWNER(Permission.ORG_OWNER, Permission.EXPORT_CONTACTS, Permission.DELETE_CONTACTS, Permission.CHANGE_ORG_USERS,
            Permission.CHANGE_ORG_SETTINGS, Permission.CHANGE_CAMPAIGN_SETTINGS, Permission.MANAGE_CAMPAIGNS,
            Permission.MANAGE_ACTION_PAGES),
    CAMPAIGNER(Permission.CHANGE_ORG_USERS, Permission.CHANGE_ORG_SETTINGS, Permission.CHANGE_CAMPAIGN_SETTINGS,
            Permission.MANAGE_CAMPAIGNS, Permission.MANAGE_ACTION_PAGES),
    TRANSLATOR(Permission.CHANGE_ORG_USERS, Permission.CHANGE_CAMPAIGN_SETTINGS),
    COORDINATOR(Permission.CHANGE_CAMPAIGN_SETTINGS);

    private final List<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = List.of(permissions);
    }

    /** All bits of the role. */
    public int mask() {
        return permissions.stream().mapToInt(Permission::mask).reduce(0, (one, other) -> one | other);
    }

    /** The first role that the bits cover; an owner without {@code delete_contacts} still counts as owner. */
    public static Optional<Role> of(int bits) {
        return Arrays.stream(values()).filter(role -> {
            int needed = role == OWNER ? role.mask() & ~Permission.DELETE_CONTACTS.mask() : role.mask();
            return (bits & needed) == needed;
        }).findFirst();
    }

    /** The role of that name, without regard to case. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.wireName().equalsIgnoreCase(name)).findFirst();
    }

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
