package app.proca.notify.mail.supporter;

import org.jspecify.annotations.Nullable;

/**
 * What a page, its campaign and its org say about mails to supporters.
 *
 * @param orgId the page's org: the only one that mails
 * @param thankYou template; null for none, like the others
 * @param confirm template of the page, else of the campaign, else of the org
 * @param doiThankYou thanks only those who opted in
 * @param confirmsItself somebody outside asks the org's supporters to confirm
 * @param highSecurity messages tell no address, unless the org keeps its contacts in clear
 * @param hasAddress whether the org has an address to send from
 */
record MailingPage(long id, long orgId, String locale, @Nullable String thankYou, @Nullable String duplicate,
        @Nullable String confirm, boolean doiThankYou, boolean confirmsItself, boolean highSecurity, boolean hasAddress) {}
