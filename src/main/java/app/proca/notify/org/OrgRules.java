package app.proca.notify.org;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What an org may look like (spec/graphql.md, Field rules). */
public final class OrgRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern EMAIL = Pattern
            .compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*");

    private static final int LONGEST = 255;

    private OrgRules() {}

    /** Whether an org may be called so. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    /** Whether an org may send from there. */
    public static boolean isMailAddress(String text) {
        return text.length() <= LONGEST && EMAIL.matcher(text).matches();
    }

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(Org org) {
        ClientFault.refuse(problems(org));
    }

    static List<Problem> problems(Org org) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", org.name, problems);
        Text.required("title", org.title, problems);
        Text.matching("name", org.name, NAME, problems);
        Text.bounded("emailFrom", org.emailFrom, problems);
        Text.matching("emailFrom", org.emailFrom, EMAIL, problems);
        Text.bounded("supporterConfirmTemplate", org.supporterConfirmTemplate, problems);
        Text.storable("config", org.config, problems);
        if (org.actionSchemaVersion != 1 && org.actionSchemaVersion != 2) {
            problems.add(Problem.of("actionSchemaVersion", "is invalid"));
        }
        return problems;
    }
}
