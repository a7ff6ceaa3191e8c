package app.proca.notify.campaign;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.smallrye.mutiny.Uni;

/** The operations on action pages. Each runs in the caller's transaction. */
@ApplicationScoped
public class ActionPages {

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
        ActionPageRules.check(page);
        return Rows.write(page);
    }
}
