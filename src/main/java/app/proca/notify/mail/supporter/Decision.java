package app.proca.notify.mail.supporter;

import org.jspecify.annotations.Nullable;

/** Which mail a message is due. */
sealed interface Decision {

    /** None: the message has done its work. */
    record NoMail() implements Decision {}

    /**
     * One that must not go any more.
     *
     * @param reason without personal data
     */
    record Withheld(String reason) implements Decision {}

    /** One that asks to confirm, for which nobody named a template. */
    record NoTemplate() implements Decision {}

    /**
     * One of the page's org.
     *
     * @param asksToConfirm its links confirm and reject, instead of opting in
     * @param locale null for any: those that ask to confirm take what there is
     */
    record Mail(String template, @Nullable String locale, boolean asksToConfirm) implements Decision {}

    /** Stages that mails are sent in. */
    String DELIVER = "deliver";
    String SUPPORTER_CONFIRM = "supporter_confirm";

    /**
     * Whether what became of the action matters at all.
     *
     * @param receiver the org whose queue the message came from
     */
    static boolean mayMail(ActionTold told, long receiver, MailingPage page) {
        if (page.orgId() != receiver || page.highSecurity() && told.contact().email() == null) {
            return false;
        }
        return switch (told.stage()) {
            case SUPPORTER_CONFIRM -> page.confirm() != null || !page.confirmsItself();
            case DELIVER -> told.withConsent() && (told.optedIn() || !page.doiThankYou());
            default -> false;
        };
    }

    /** The same, and which mail. */
    static Decision of(ActionTold told, long receiver, MailingPage page, Standing standing) {
        Decision due = mayMail(told, receiver, page) ? due(told, page, standing) : new NoMail();
        if (due instanceof NoMail || standing.held() && !standing.withdrawn()) {
            return due;
        }
        return new Withheld("action " + told.actionId() + ": " + (standing.held() ? "its supporter was rejected, or withdrew"
                : "the org has no contact of its supporter any more"));
    }

    private static Decision due(ActionTold told, MailingPage page, Standing standing) {
        if (told.stage().equals(SUPPORTER_CONFIRM)) {
            return page.confirm() == null ? new NoTemplate() : asking(page.confirm());
        }
        return standing.repeat() ? again(page) : thanking(page);
    }

    private static Decision again(MailingPage page) {
        if (page.duplicate() != null) {
            return new Mail(page.duplicate(), page.locale(), false);
        }
        return page.confirm() == null ? thanking(page) : asking(page.confirm());
    }

    private static Decision thanking(MailingPage page) {
        return page.thankYou() == null ? new NoMail() : new Mail(page.thankYou(), page.locale(), false);
    }

    private static Decision asking(String template) {
        return new Mail(template, null, true);
    }
}
