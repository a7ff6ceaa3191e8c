package app.proca.notify.outbox;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import app.proca.notify.outbox.Settlement.Attempt;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Hands the notifications of a batch to the deliverers of their channels, in the order that they need among each other, and gathers
 * what came of each. Never fails, and takes no longer than {@code proca.outbox.delivery-limit} for each run.
 */
@Singleton
class Deliveries {

    private final OutboxSettings settings;
    private final Map<Channel, Deliverer> deliverers = new EnumMap<>(Channel.class);

    Deliveries(OutboxSettings settings, @All List<Deliverer> deliverers) {
        this.settings = settings;
        deliverers.forEach(deliverer -> this.deliverers.put(deliverer.channel(), deliverer));
    }

    /**
     * What came of each that was tried, on whatever thread the last answer came.
     *
     * @param batch in the order of ids, of one route
     */
    Uni<List<Attempt>> deliver(Route route, List<Notification> batch) {
        return route == Route.PROCESSING ? deliverTogether(batch) : deliver(batch);
    }

    private Uni<List<Attempt>> deliver(List<Notification> due) {
        return Multi.createFrom().iterable(OrgRun.of(due))
                .onItem().transformToMulti(this::deliver).merge(Integer.MAX_VALUE)
                .collect().asList();
    }

    /** In one go, all of one channel. */
    private Uni<List<Attempt>> deliverTogether(List<Notification> due) {
        Channel channel = due.get(0).channel();
        Deliverer deliverer = deliverers.get(channel);
        return (deliverer == null ? Uni.createFrom().item(all(due, nobodyDelivers(channel))) : deliverer.deliverAll(due))
                .ifNoItem().after(settings.deliveryLimit()).recoverWithItem(() -> all(due, silent(channel)))
                .onFailure().recoverWithItem(failure -> all(due, new Outcome.Failed(failure.toString())))
                .map(outcomes -> IntStream.range(0, due.size())
                        .mapToObj(position -> new Attempt(due.get(position), outcomes.get(position))).toList());
    }

    private static List<Outcome> all(List<Notification> due, Outcome outcome) {
        return Collections.nCopies(due.size(), outcome);
    }

    private static Outcome nobodyDelivers(Channel channel) {
        return new Outcome.Failed("nothing delivers the channel " + channel);
    }

    private Multi<Attempt> deliver(OrgRun org) {
        return Multi.createFrom().iterable(org.runs())
                .onItem().transformToUniAndConcatenate(run -> deliverRun(org.open(run)).invoke(org::note))
                .onItem().disjoint();
    }

    private Uni<List<Attempt>> deliverRun(List<Notification> run) {
        if (run.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // whom one address keeps waiting must not hide what came of the others
        return run.get(0).channel().addressed() ? deliverEach(run) : deliverTogether(run);
    }

    private Uni<List<Attempt>> deliverEach(List<Notification> run) {
        // join subscribes in the order of the list: that is the order of delivery
        return Uni.join().all(run.stream().map(this::attempt).toList()).andCollectFailures();
    }

    private Uni<Attempt> attempt(Notification notification) {
        Deliverer deliverer = deliverers.get(notification.channel());
        Uni<Outcome> outcome = deliverer == null
                ? Uni.createFrom().item(nobodyDelivers(notification.channel()))
                : deliverer.deliver(notification);
        return outcome
                .ifNoItem().after(settings.deliveryLimit())
                .recoverWithItem(() -> silent(notification.channel()))
                .onFailure().recoverWithItem(failure -> new Outcome.Failed(failure.toString()))
                .map(result -> new Attempt(notification, result));
    }

    private Outcome silent(Channel channel) {
        String reason = "no answer within " + settings.deliveryLimit();
        return channel.addressed() ? new Outcome.AddressUnavailable(reason) : new Outcome.Unavailable(reason);
    }
}
