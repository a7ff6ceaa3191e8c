package app.proca.notify.queue.publish;

import java.util.List;

import app.proca.notify.queue.broker.Publication;

/** Messages that are handed over together, in the order in which they are to be published: a hand-over for each would cost more than the publishing. */
record Run(List<Publication> publications) {

    Run {
        publications = List.copyOf(publications);
    }
}
