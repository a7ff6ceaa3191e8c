package app.proca.notify.action;

import org.jspecify.annotations.Nullable;

/**
 * Who acted, as far as a page may know.
 *
 * @param contactRef base64url
 * @param firstName null where nobody is known, or no name is kept in clear
 */
public record Actor(String contactRef, @Nullable String firstName) {

    /** Without the personal data. */
    @Override
    public String toString() {
        return "Actor";
    }
}
