package app.proca.notify.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * A broker as Proca leaves it: what it declared for the orgs of layout/rows.sql, with its own arguments (spec/amqp.md), and
 * messages that nobody has read yet, without an id, as it sends them.
 */
public final class ProcaBroker {

    /** Reads its actions itself, and mails its supporters. */
    public static final long GREEN = 470001;
    /** Partner of the first; reads its actions itself. */
    public static final long BLUE = 470002;
    /** Has a webhook. */
    public static final long HOOKS = 470003;
    /** How many messages wait in the queue of {@link #HOOKS}' webhook. */
    public static final int HOOKED = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AMQP.BasicProperties PERSISTENT = new AMQP.BasicProperties.Builder().deliveryMode(2)
            .contentType("application/json").build();

    private ProcaBroker() {}

    static void layOut() {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(Services.rabbit().url());
            try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
                channel.confirmSelect();
                declare(channel, GREEN, List.of("cus.470001.deliver", "wrk.470001.email.supporter"));
                declare(channel, BLUE, List.of("cus.470002.deliver"));
                declare(channel, HOOKS, List.of("wrk.470003.webhook"));
                layMessages(channel);
            }
        } catch (Exception failure) {
            throw new IllegalStateException("cannot lay out a broker as Proca does", failure);
        }
    }

    private static void declare(Channel channel, long org, List<String> queues) throws IOException {
        String name = "org." + org;
        for (String topic : List.of(".confirm.supporter", ".confirm.action", ".deliver", ".event")) {
            var unused = channel.exchangeDeclare(name + topic, "topic", true);
        }
        var unused = channel.exchangeDeclare(name + ".fail", "fanout", true);
        unused = channel.exchangeDeclare(name + ".retry", "direct", true);
        declare(channel, name + ".fail", Map.of("x-dead-letter-exchange", name + ".retry"));
        var bound = channel.queueBind(name + ".fail", name + ".fail", "");
        for (String queue : queues) {
            declare(channel, queue, Map.of("x-dead-letter-exchange", name + ".fail", "x-dead-letter-routing-key", queue));
            bound = channel.queueBind(queue, name + ".deliver", "#");
            bound = channel.queueBind(queue, name + ".retry", queue);
        }
    }

    /** Anew: an earlier test may have used it. */
    private static void declare(Channel channel, String queue, Map<String, Object> arguments) throws IOException {
        var gone = channel.queueDelete(queue);
        var unused = channel.queueDeclare(queue, true, false, false, arguments);
    }

    private static void layMessages(Channel channel) throws Exception {
        publish(channel, "cus.470001.deliver", action(GREEN, 470001, 470001, "rejected"));
        channel.basicReject(channel.basicGet("cus.470001.deliver", false).getEnvelope().getDeliveryTag(), false);
        publish(channel, "cus.470001.deliver", action(GREEN, 470001, 470001, "unread"));
        publish(channel, "wrk.470001.email.supporter", action(GREEN, 470001, 470001, "mailed"));
        for (int action = 1; action <= HOOKED; action++) {
            publish(channel, "wrk.470003.webhook", action(HOOKS, 470000 + action, 470000 + action, "hooked"));
        }
    }

    private static void publish(Channel channel, String queue, byte[] body) throws Exception {
        channel.basicPublish("", queue, true, PERSISTENT, body);
        channel.waitForConfirmsOrDie();
    }

    /** A message that Proca sent, about another action. */
    private static byte[] action(long org, long action, long page, String field) throws IOException {
        try (InputStream sample = ProcaBroker.class.getResourceAsStream("/samples/amqp/deliver__petition.save-oceans.json")) {
            ObjectNode body = (ObjectNode) JSON.readTree(sample).get("body");
            body.put("actionId", action).put("actionPageId", page).put("campaignId", 470001).put("orgId", org);
            ((ObjectNode) body.at("/action/customFields")).put("laid", field);
            return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        }
    }
}
