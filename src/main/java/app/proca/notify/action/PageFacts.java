package app.proca.notify.action;

import app.proca.notify.org.ContactSchema;

/**
 * What taking an action on a page goes by.
 *
 * @param leadId the campaign's org; the page's own where the campaign has none any more
 * @param delivery whether the page's org delivers what is done on it
 * @param forceDelivery whether the lead delivers it too
 * @param highSecurity whether the page's org keeps no personal data in clear
 * @param mailsTargets whether supporters write to targets of the campaign
 */
record PageFacts(long pageId, long orgId, long campaignId, long leadId, boolean delivery, boolean forceDelivery,
        ContactSchema schema, boolean highSecurity, boolean mailsTargets) {

    boolean isTheLeads() {
        return orgId == leadId;
    }
}
