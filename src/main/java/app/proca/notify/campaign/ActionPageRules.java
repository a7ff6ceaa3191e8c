package app.proca.notify.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What an action page may look like (spec/graphql.md, Field rules). */
final class ActionPageRules {

    private static final int MOST_EXTRA_SUPPORTERS = 100_000_000;

    /** {@code identifier/path…} or {@code domain.tld/path…}: no underscore in a domain. */
    private static final Pattern NAME = Pattern
            .compile("(?:[A-Za-z0-9_-]+|[A-Za-z0-9-]+\\.[A-Za-z0-9.-]+)(?:/[A-Za-z0-9_-]+)+");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(?:_[A-Z]{2})?(?:@[a-z]+)?");

    private ActionPageRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(ActionPage page) {
        ClientFault.refuse(problems(page));
    }

    static List<Problem> problems(ActionPage page) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", page.name, problems);
        Text.matching("name", page.name, NAME, problems);
        Text.required("locale", page.locale, problems);
        Text.matching("locale", page.locale, LOCALE, problems);
        if (page.extraSupporters < 0 || page.extraSupporters > MOST_EXTRA_SUPPORTERS) {
            problems.add(Problem.of("extraSupporters", "is invalid"));
        }
        Text.bounded("thankYouTemplate", page.thankYouTemplate, problems);
        Text.bounded("supporterConfirmTemplate", page.supporterConfirmTemplate, problems);
        Text.bounded("duplicateTemplate", page.duplicateTemplate, problems);
        Text.storable("config", page.config, problems);
        return problems;
    }
}
