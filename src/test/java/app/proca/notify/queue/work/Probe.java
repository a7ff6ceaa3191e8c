package app.proca.notify.queue.work;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** A worker that remembers what it was given, and does with it what the test says. */
class Probe implements Worker {

    private final String work;
    private final List<QueuedMessage> seen = new CopyOnWriteArrayList<>();
    private final Map<Long, AtomicInteger> begun = new ConcurrentHashMap<>();
    private volatile Function<QueuedMessage, Uni<WorkOutcome>> behaviour = message -> done();

    Probe(String work) {
        this.work = work;
    }

    @Override
    public String work() {
        return work;
    }

    @Override
    public Uni<WorkOutcome> work(QueuedMessage message) {
        seen.add(message);
        return behaviour.apply(message);
    }

    @Override
    public void begin(long orgId) {
        begun.computeIfAbsent(orgId, first -> new AtomicInteger()).incrementAndGet();
    }

    void behave(Function<QueuedMessage, Uni<WorkOutcome>> behaviour) {
        this.behaviour = behaviour;
    }

    int begun(long orgId) {
        return begun.getOrDefault(orgId, new AtomicInteger()).get();
    }

    List<String> ids(long orgId) {
        return seen.stream().filter(message -> message.orgId() == orgId).map(message -> message.arrival().messageId()).toList();
    }

    List<Long> returns(String id) {
        return seen.stream().filter(message -> id.equals(message.arrival().messageId())).map(QueuedMessage::returns).toList();
    }

    static Uni<WorkOutcome> done() {
        return Uni.createFrom().item(new WorkOutcome.Done());
    }

    static Uni<WorkOutcome> failed(String reason) {
        return Uni.createFrom().item(new WorkOutcome.Failed(reason));
    }

    @Alternative
    @Singleton
    static class Webhook extends Probe {
        Webhook() {
            super("webhook");
        }
    }

    @Alternative
    @Singleton
    static class Sqs extends Probe {
        Sqs() {
            super("sqs");
        }
    }

    @Alternative
    @Singleton
    static class Mail extends Probe {
        Mail() {
            super("email.supporter");
        }
    }
}
