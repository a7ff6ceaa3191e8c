package app.proca.notify.queue.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import app.proca.notify.outbox.Outcome;

/** What came of the messages that were handed over together: told once, when the last of them has its outcome. Threads may share it. */
final class Outcomes {

    private final AtomicReferenceArray<Outcome> known;
    private final AtomicInteger open;
    private final Consumer<List<Outcome>> told;

    /** @param told hears of all outcomes, in the order of the messages, on the thread that knew the last one */
    Outcomes(int messages, Consumer<List<Outcome>> told) {
        this.known = new AtomicReferenceArray<>(messages);
        this.open = new AtomicInteger(messages);
        this.told = told;
    }

    /** Of a message the first outcome counts. */
    void set(int message, Outcome outcome) {
        if (known.compareAndSet(message, null, outcome) && open.decrementAndGet() == 0) {
            told.accept(all());
        }
    }

    private List<Outcome> all() {
        List<Outcome> all = new ArrayList<>(known.length());
        for (int message = 0; message < known.length(); message++) {
            all.add(known.get(message));
        }
        return List.copyOf(all);
    }
}
