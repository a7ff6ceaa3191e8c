package app.proca.notify.queue.publish;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

import app.proca.notify.outbox.Outcome;
import app.proca.notify.queue.broker.Broker;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;

/**
 * Outgoing channels whose messages name their exchange, which the stock connector fixes per channel (findings.md). A
 * {@link Run} is acknowledged when the broker confirmed all of it, and otherwise rejected with a {@link NotDelivered}.
 */
@ApplicationScoped
@Connector(ExchangeConnector.NAME)
class ExchangeConnector implements OutboundConnector {

    static final String NAME = "proca-exchange";

    private static final Logger LOG = Logger.getLogger(ExchangeConnector.class);

    private final Broker broker;

    ExchangeConnector(Broker broker) {
        this.broker = broker;
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return MultiUtils.via(messages -> messages
                .onItem().invoke(this::publish)
                .onFailure().invoke(failure -> LOG.error("The channel to the exchanges broke: restart the service", failure)));
    }

    /** The relay bounds what is on its way: a run is not held back until the one before it is confirmed. */
    private void publish(Message<?> message) {
        broker.publishAll(((Run) message.getPayload()).publications())
                .onItem().transformToUni(outcomes -> Uni.createFrom().completionStage(() -> settle(message, outcomes)))
                .subscribe().with(settled -> {}, failure -> LOG.error("A confirm could not be handed on", failure));
    }

    private static CompletionStage<Void> settle(Message<?> message, List<Outcome> outcomes) {
        return outcomes.stream().allMatch(Outcome.Delivered.class::isInstance) ? message.ack()
                : message.nack(new NotDelivered(outcomes));
    }
}
