package app.proca.notify.message;

import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A page as messages about actions mention it.
 *
 * @param supporterConfirmTemplate the page's, else the campaign's, else the org's
 * @param thankYouTemplateRef of a template that a mail provider holds; ours are all in the database
 */
@RegisterForReflection
public record PagePart(String locale, String name, @Nullable String supporterConfirmTemplate,
        @Nullable String thankYouTemplate, @Nullable String thankYouTemplateRef) {

    static PagePart of(ActionPage page, Campaign campaign, Org org) {
        return new PagePart(page.locale, page.name,
                first(page.supporterConfirmTemplate, first(campaign.supporterConfirmTemplate, org.supporterConfirmTemplate)),
                page.thankYouTemplate, null);
    }

    private static @Nullable String first(@Nullable String own, @Nullable String inherited) {
        return own == null ? inherited : own;
    }
}
