package app.proca.notify.mail.letter;

import java.net.IDN;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Whom a mail is from or to. Nothing that could end a header line, or begin another address, gets in.
 *
 * @param name as it is shown; null for none
 * @param address with an ASCII domain: others are turned into their ASCII form
 */
public record MailAddress(@Nullable String name, String address) {

    private static final Pattern FORM = Pattern
            .compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final int LONGEST = 254;

    /** @throws IllegalArgumentException where it is none; the message does not repeat it */
    public MailAddress {
        name = name == null || name.isBlank() ? null : name.strip();
        if (name != null && HeaderText.hasControls(name)) {
            throw new IllegalArgumentException("a name has a line break or a control character");
        }
        address = ascii(address);
        if (address.length() > LONGEST || address.contains("..") || !FORM.matcher(address).matches()) {
            throw new IllegalArgumentException("a mail address has a wrong form");
        }
    }

    /**
     * Of somebody who typed a name into a form: what could end a header becomes a space, because that person's mail must not
     * be lost over it.
     *
     * @throws IllegalArgumentException where the address is none; the message does not repeat it
     */
    public static MailAddress typed(@Nullable String name, String address) {
        return new MailAddress(name == null ? null : HeaderText.line(name), address.strip());
    }

    /** As a header has it: {@code Jan <jan@example.org>}, the name quoted or encoded where it must be. */
    public String header() {
        return name == null ? address : HeaderText.phrase(name) + " <" + address + ">";
    }

    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || address.chars().allMatch(character -> character < 128)) {
            return address;
        }
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }
}
