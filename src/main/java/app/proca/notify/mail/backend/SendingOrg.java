package app.proca.notify.mail.backend;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import app.proca.notify.mail.letter.MailAddress;

/**
 * What decides in whose name an org's mails go out. A mail server takes only senders of its own domain: where the backend is
 * another org's (SYSTEM), that one's address sends, and the org's own is the one to answer.
 *
 * @param ownBackend false where the backend is a service of another org's
 * @param sendingFrom the sender that goes with the service, whoever uses it
 * @param ownerFrom the address of the org whose service the backend is
 */
record SendingOrg(String title, @Nullable String emailFrom, boolean replyEnabled, boolean ownBackend,
        @Nullable String sendingFrom, @Nullable String ownerFrom) {

    /** @throws IllegalArgumentException where title or address can be in no header */
    MailAddress from(String fallback) {
        return new MailAddress(title, address(fallback));
    }

    /** Null where it would say nothing new. */
    @Nullable
    MailAddress replyTo(String fallback) {
        return replyEnabled && emailFrom != null && given(emailFrom) && !emailFrom.equalsIgnoreCase(address(fallback))
                ? new MailAddress(title, emailFrom)
                : null;
    }

    private String address(String fallback) {
        return Stream.of(Optional.ofNullable(sendingFrom), Optional.ofNullable(ownBackend ? emailFrom : ownerFrom))
                .flatMap(Optional::stream).filter(SendingOrg::given).findFirst().orElse(fallback);
    }

    private static boolean given(String address) {
        return !address.isBlank();
    }
}
