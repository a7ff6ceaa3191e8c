package app.proca.notify.queue.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.TopologySettings.QueueType;

/**
 * What must stand on the broker for one org (spec/amqp.md): everything that is bound, and what must not be bound any
 * longer. A queue that is turned off is unbound from its source and otherwise left alone, so nothing in it is lost.
 */
public record Topology(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings, List<Binding> unbound) {

    /** The work of mailing supporters. */
    public static final String EMAIL = "email.supporter";

    private static final String ALL = "#";
    private static final String SYSTEM = "system.*";

    /** A durable exchange. */
    public record Exchange(ExchangeName name, String type) {}

    /** A durable queue with the arguments that a new installation declares. */
    public record Queue(QueueName name, Map<String, Object> arguments) {
        public Queue {
            arguments = Map.copyOf(arguments);
        }
    }

    /** A way from an exchange to a queue. */
    public record Binding(ExchangeName from, QueueName to, String key) {}

    public Topology {
        exchanges = List.copyOf(exchanges);
        queues = List.copyOf(queues);
        bindings = List.copyOf(bindings);
        unbound = List.copyOf(unbound);
    }

    /**
     * All that follows from an org's settings.
     *
     * @param retryDelay zero: none is declared
     */
    public static Topology of(OrgQueues org, Duration retryDelay, QueueType type) {
        Plan plan = new Plan(org.orgId(), type);
        OrgExchanges from = new OrgExchanges(org.orgId());
        plan.rest(retryDelay);
        plan.bind(Plan.email(org), from.confirmSupporter(), org.emailBackend() && org.supporterConfirm());
        plan.bind(Plan.email(org), from.deliver(), org.emailBackend());
        for (DeliveryBackend backend : DeliveryBackend.values()) {
            QueueName queue = QueueName.worker(org.orgId(), backend.work());
            plan.bind(queue, from.deliver(), org.push().filter(backend::equals).isPresent());
            plan.bind(queue, from.event(), org.event().filter(backend::equals).isPresent());
        }
        plan.bind(QueueName.custom(org.orgId(), "confirm.supporter"), from.confirmSupporter(), org.customSupporterConfirm());
        plan.bind(QueueName.custom(org.orgId(), "confirm.action"), from.confirmAction(), org.customActionConfirm());
        plan.bind(QueueName.custom(org.orgId(), "deliver"), from.deliver(), org.customActionDeliver());
        plan.bind(QueueName.custom(org.orgId(), "deliver"), from.event(), org.customEventDeliver());
        return plan.topology(exchanges(from));
    }

    private static List<Exchange> exchanges(OrgExchanges org) {
        return List.of(new Exchange(org.confirmSupporter(), "topic"), new Exchange(org.confirmAction(), "topic"),
                new Exchange(org.deliver(), "topic"), new Exchange(org.event(), "topic"), new Exchange(org.fail(), "fanout"),
                new Exchange(org.retry(), "direct"));
    }

    /** Collects queues in the order in which they are first named. */
    private static final class Plan {

        private final OrgExchanges org;
        private final QueueType type;
        private final Map<QueueName, Queue> queues = new LinkedHashMap<>();
        private final List<Binding> bindings = new ArrayList<>();
        private final List<Binding> unbound = new ArrayList<>();

        Plan(long orgId, QueueType type) {
            this.org = new OrgExchanges(orgId);
            this.type = type;
        }

        static QueueName email(OrgQueues settings) {
            return QueueName.worker(settings.orgId(), EMAIL);
        }

        void rest(Duration retryDelay) {
            QueueName fail = QueueName.fail(org.orgId());
            Map<String, Object> arguments = new TreeMap<>(Map.of("x-dead-letter-exchange", org.retry().value()));
            if (!retryDelay.isZero()) {
                arguments.put("x-message-ttl", retryDelay.toMillis());
            }
            queues.put(fail, queue(fail, arguments));
            bindings.add(new Binding(org.fail(), fail, ""));
            queues.put(QueueName.SYSTEM_DELIVER, queue(QueueName.SYSTEM_DELIVER, Map.of()));
            bindings.add(new Binding(org.event(), QueueName.SYSTEM_DELIVER, SYSTEM));
        }

        void bind(QueueName name, ExchangeName source, boolean wanted) {
            if (!wanted) {
                unbound.add(new Binding(source, name, ALL));
                return;
            }
            if (queues.putIfAbsent(name, queue(name, Map.of("x-dead-letter-exchange", org.fail().value(),
                    "x-dead-letter-routing-key", name.value()))) == null) {
                bindings.add(new Binding(org.retry(), name, name.value()));
            }
            bindings.add(new Binding(source, name, ALL));
        }

        Topology topology(List<Exchange> exchanges) {
            return new Topology(exchanges, List.copyOf(queues.values()), bindings, unbound);
        }

        private Queue queue(QueueName name, Map<String, Object> arguments) {
            Map<String, Object> all = new TreeMap<>(arguments);
            if (type == QueueType.QUORUM) {
                all.put("x-queue-type", "quorum");
            }
            return new Queue(name, all);
        }
    }
}
