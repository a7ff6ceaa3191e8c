package app.proca.notify.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Given;
import app.proca.notify.common.Text;
import app.proca.notify.database.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The operations on action pages. Each runs in the caller's transaction. */
@ApplicationScoped
public class ActionPages {

    /** {@code identifier/path…} or {@code domain.tld/path…} */
    private static final Pattern NAME = Pattern.compile("[\\w-]+(\\.[\\w-]+)*(/[\\w.-]+)+");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(_[A-Z]{2})?(@[A-Za-z0-9_-]+)?");
    private static final int MOST_EXTRA = 100_000_000;

    /** Creates a page of the org in a campaign, its own or a partner's. */
    public Uni<ActionPage> create(long orgId, long campaignId, Given<ActionPageInput> input) {
        ActionPage page = new ActionPage();
        page.orgId = orgId;
        page.campaignId = campaignId;
        return written(page, input);
    }

    public Uni<ActionPage> update(ActionPage page, Given<ActionPageInput> input) {
        return written(page, input);
    }

    private static Uni<ActionPage> written(ActionPage page, Given<ActionPageInput> input) {
        input.apply("name", ActionPageInput::name, name -> page.name = name == null ? "" : name)
                .apply("locale", ActionPageInput::locale, locale -> page.locale = locale == null ? "" : locale)
                .applyValue("delivery", ActionPageInput::delivery, on -> page.delivery = on)
                .applyValue("extraSupporters", ActionPageInput::extraSupporters, extra -> page.extraSupporters = extra)
                .apply("thankYouTemplate", ActionPageInput::thankYouTemplate, name -> page.thankYouTemplate = name)
                .apply("supporterConfirmTemplate", ActionPageInput::supporterConfirmTemplate,
                        name -> page.supporterConfirmTemplate = name)
                .applyValue("config", ActionPageInput::config, config -> page.config = config);
        List<Problem> problems = problems(page);
        if (!problems.isEmpty()) {
            throw ClientFault.invalid(problems);
        }
        return Panache.getSession().call(session -> session.persist(page).chain(session::flush))
                .replaceWith(page)
                .onFailure().transform(Violation::explain);
    }

    /** What is wrong with it (spec/graphql.md, Field rules). */
    static List<Problem> problems(ActionPage page) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", page.name, problems);
        Text.required("locale", page.locale, problems);
        Text.matching("name", page.name, NAME, problems);
        Text.matching("locale", page.locale, LOCALE, problems);
        Text.bounded("thankYouTemplate", page.thankYouTemplate, problems);
        Text.bounded("supporterConfirmTemplate", page.supporterConfirmTemplate, problems);
        if (page.extraSupporters < 0) {
            problems.add(Problem.of("extraSupporters", "must be greater than or equal to 0"));
        } else if (page.extraSupporters > MOST_EXTRA) {
            problems.add(Problem.of("extraSupporters", "must be less than or equal to " + MOST_EXTRA));
        }
        return problems;
    }
}
