package app.proca.notify.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.rabbitmq.client.Channel;

/** How long the queues of all orgs take at start-up, the first time and when they stand already. */
record OrgsQueues() implements Part {

    private static final int ORGS = 1000;
    /** Far from those of the other parts: their queues share the broker. */
    private static final int FIRST_ID = 100_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Pattern TOLD = Pattern.compile("The queues of all orgs stand, after (\\d+) ms");

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        int orgs = lab.scaled(ORGS);
        ServiceProcess.start(lab, name(), url).close();
        try (Connection database = lab.connect(url); Statement statement = database.createStatement()) {
            statement.execute("insert into orgs (id, name, title, custom_event_deliver, inserted_at, updated_at) "
                    + "select %d + n, 'bench-' || n, 'Bench', true, now(), now() from generate_series(1, %d) n"
                            .formatted(FIRST_ID, orgs));
        }
        try (var broker = lab.broker(); Channel channel = broker.createChannel()) {
            double peer = plainly(channel, orgs, FIRST_ID + 2 * ORGS);
            double fresh = declared(lab, url);
            double standing = declared(lab, url);
            double peerStanding = plainly(channel, orgs, FIRST_ID + 2 * ORGS);
            for (int org = 1; org <= orgs; org++) {
                remove(channel, FIRST_ID + org);
                remove(channel, FIRST_ID + 2 * ORGS + org);
            }
            String what = "queues of %,d orgs at start-up, ".formatted(orgs);
            return List.of(
                    Figure.of(name(), what + "new", fresh, "ms").besides("declared one by one", peer),
                    Figure.of(name(), what + "already standing", standing, "ms").besides("declared one by one", peerStanding));
        }
    }

    private double declared(Lab lab, String url) throws IOException {
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url)) {
            Pause.until("the queues of all orgs stand", LIMIT, LOOK, () -> !service.logged("The queues of all orgs stand").isEmpty());
            Matcher told = TOLD.matcher(service.logged("The queues of all orgs stand").get(0));
            if (!told.find()) {
                throw new IllegalStateException("the service tells its time in other words than " + TOLD);
            }
            return Double.parseDouble(told.group(1));
        }
    }

    /** The same exchanges, queues and bindings, by a client that waits for the answer to each step. */
    private static double plainly(Channel channel, int orgs, int firstId) throws IOException {
        long began = System.nanoTime();
        for (int org = 1; org <= orgs; org++) {
            String prefix = "org." + (firstId + org) + ".";
            for (String exchange : List.of("confirm.supporter", "confirm.action", "deliver", "event", "fail", "retry")) {
                channel.exchangeDeclare(prefix + exchange,
                        exchange.equals("fail") ? "fanout" : exchange.equals("retry") ? "direct" : "topic", true);
            }
            String fail = prefix + "fail";
            String deliver = Orgs.queue(firstId + org);
            channel.queueDeclare(fail, true, false, false,
                    Map.of("x-dead-letter-exchange", prefix + "retry", "x-message-ttl", 30_000L));
            channel.queueBind(fail, fail, "");
            channel.queueDeclare(deliver, true, false, false,
                    Map.of("x-dead-letter-exchange", fail, "x-dead-letter-routing-key", deliver));
            channel.queueBind(deliver, prefix + "retry", deliver);
            channel.queueBind(deliver, prefix + "event", "#");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static void remove(Channel channel, int org) throws IOException {
        for (String exchange : List.of("confirm.supporter", "confirm.action", "deliver", "event", "fail", "retry")) {
            channel.exchangeDelete("org." + org + "." + exchange);
        }
        channel.queueDelete("org." + org + ".fail");
        channel.queueDelete(Orgs.queue(org));
    }
}
