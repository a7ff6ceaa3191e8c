package app.proca.notify.action;

import java.util.List;
import java.util.stream.Stream;

/** What an org may do with a supporter's data: deliver it to whom the campaign is for, write to the supporter. */
record Consent(long orgId, boolean delivery, boolean communication) {

    /** By org; the page's first. Orgs that may do neither get nothing. */
    static List<Consent> of(PageFacts page, boolean optIn, boolean leadOptIn) {
        boolean pageDelivers = page.isTheLeads() || page.delivery();
        Consent ofPage = new Consent(page.orgId(), pageDelivers, optIn);
        if (page.isTheLeads()) {
            return List.of(ofPage);
        }
        Consent ofLead = new Consent(page.leadId(), !pageDelivers || page.forceDelivery(), leadOptIn);
        return Stream.of(ofPage, ofLead).filter(consent -> consent.delivery || consent.communication).toList();
    }
}
