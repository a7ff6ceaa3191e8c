package app.proca.notify.user;

import java.util.Locale;

/** What a user, or a staffer of an org, may do; the bit numbers are Proca's (spec/graphql.md, Who may). */
public enum Permission {
    INSTANCE_OWNER(0), JOIN_ORGS(1), MANAGE_USERS(2), MANAGE_ORGS(3),
    ORG_OWNER(7), EXPORT_CONTACTS(9), DELETE_CONTACTS(10), CHANGE_ORG_USERS(15), CHANGE_ORG_SETTINGS(16), MANAGE_CAMPAIGNS(17),
    MANAGE_ACTION_PAGES(18), LAUNCH_ACTION_PAGE(19), CHANGE_CAMPAIGN_SETTINGS(20);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    /** As a mask. */
    public int mask() {
        return 1 << bit;
    }

    boolean in(int permissions) {
        return (permissions & mask()) != 0;
    }

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
