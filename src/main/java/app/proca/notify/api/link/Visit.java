package app.proca.notify.api.link;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.confirm.ConfirmKey;

/**
 * Somebody follows a link to a Confirm.
 *
 * @param accepts false: rejects
 * @param org the name of the org of theirs that they answer for; null where they do not say
 * @param address where they are
 */
record Visit(boolean accepts, ConfirmKey key, @Nullable String org, String address) {

    /** @throws ClientFault where the link is none of ours */
    static Visit of(boolean accepts, String code, @Nullable String email, @Nullable String id, @Nullable String org,
            String address) {
        if (!code.matches("[0-9]+")) {
            throw ClientFault.plain(LinkAnswer.MALFORMED);
        }
        return new Visit(accepts, new ConfirmKey(code, email, id == null ? null : number(id)), org, address);
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException none) {
            throw ClientFault.plain(LinkAnswer.MALFORMED);
        }
    }
}
