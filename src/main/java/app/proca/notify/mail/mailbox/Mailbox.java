package app.proca.notify.mail.mailbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import app.proca.notify.mail.letter.Letter;
import app.proca.notify.outbox.Outcome;
import io.smallrye.mutiny.Uni;

/** Keeps the last mails of this process that went nowhere else. */
@ApplicationScoped
public class Mailbox {

    private static final int MOST = 200;

    private final Deque<Letter> letters = new ArrayDeque<>();

    /** Takes every mail, each once. */
    public Uni<Outcome> post(Letter letter) {
        put(letter);
        return Uni.createFrom().item(new Outcome.Delivered());
    }

    /** The newest first. */
    public synchronized List<Letter> letters() {
        return List.copyOf(letters);
    }

    Optional<Letter> byId(String messageId) {
        return letters().stream().filter(letter -> letter.messageId().equals(messageId)).findFirst();
    }

    private synchronized void put(Letter letter) {
        letters.removeIf(known -> known.messageId().equals(letter.messageId()));
        letters.addFirst(letter);
        if (letters.size() > MOST) {
            letters.removeLast();
        }
    }
}
