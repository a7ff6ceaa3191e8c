package app.proca.notify.mail.supporter;

import java.util.regex.Pattern;

/** The links that a supporter finds in mails about one action (spec/processing.md, "Links in mails"). */
record SupporterLinks(String domain, long actionId, String contactRef) {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]+");

    /** @throws IllegalArgumentException where the reference could be in no link */
    SupporterLinks {
        if (!REFERENCE.matcher(contactRef).matches()) {
            throw new IllegalArgumentException("the contact reference has a wrong form");
        }
    }

    String accept() {
        return link("s", "accept/");
    }

    /** Confirms and opts in at once. */
    String acceptAndOptIn() {
        return accept() + "?doi=1";
    }

    String reject() {
        return link("s", "reject/");
    }

    String optIn() {
        return link("d", "");
    }

    private String link(String kind, String verb) {
        return "https://" + domain + "/link/" + kind + "/" + actionId + "/" + verb + contactRef;
    }
}
