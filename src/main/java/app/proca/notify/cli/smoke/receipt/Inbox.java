package app.proca.notify.cli.smoke.receipt;

import java.util.List;

/** Where mails are seen. */
public interface Inbox {

    /** All that came for this address, in any order. */
    List<Mail> mailsTo(String address) throws InterruptedException;

    /** The first mail for this address with these words in it. */
    default Mail await(String address, String words, Patience patience) throws InterruptedException {
        return patience.until("a mail to " + address + " with “" + words + "”",
                () -> mailsTo(address).stream().filter(mail -> mail.text().contains(words)).findFirst());
    }
}
