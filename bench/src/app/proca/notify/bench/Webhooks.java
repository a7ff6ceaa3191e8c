package app.proca.notify.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;

/**
 * How many messages a second go from the queues of orgs to their webhooks, and how long one takes, also while another org's
 * webhook never answers.
 */
record Webhooks(Vertx vertx) implements Part {

    private static final int MANY_ORGS = 50;
    private static final int MESSAGES = 20_000;
    private static final int ROUNDS = 5;
    private static final int PER_SECOND = 100;
    /** As many as the service makes for one org. */
    private static final int CALLS_AT_ONCE = 10;
    /** Of a webhook that never answers. */
    private static final int BACKLOG = 1_000;
    private static final int PERSISTENT = 2;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final String BODY = """
            {"campaign":{"config":{},"contactSchema":"basic","externalId":null,"id":3,"name":"hookcamp","org":{"name":"hookorg",\
            "title":"Hook Org"},"title":"Hook camp"},"campaignId":3,"eventType":"campaign_updated","orgId":5,\
            "schema":"proca:event:2","timestamp":"2026-11-23T23:52:26Z"}""";

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase(name());
        Map<String, Long> arrived = new ConcurrentHashMap<>();
        HttpServer receiver = done(vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            arrived.put(request.getHeader("webhook-id"), Arrivals.now());
            var unused = request.response().end();
        })).listen(0, "127.0.0.1"));
        HttpServer silent = done(vertx.createHttpServer().requestHandler(request -> {}).listen(0, "127.0.0.1"));
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url,
                Map.of("PROCA_WEBHOOK_ALLOWED_ADDRESSES", "127.0.0.1"));
                var database = lab.connect(url); var broker = lab.broker(); Channel channel = broker.createChannel()) {
            channel.confirmSelect();
            Api api = Api.signedIn(vertx, service);
            List<Long> orgs = new ArrayList<>();
            for (int org = 0; org < MANY_ORGS; org++) {
                orgs.add(anOrg(api, database, channel, "hooked-" + org, "http://127.0.0.1:" + receiver.actualPort() + "/hook"));
            }
            int messages = lab.scaled(MESSAGES);
            delivered(channel, orgs, messages, arrived);
            double peer = posted(receiver.actualPort(), messages);
            double cpuBefore = Machine.cpuMs(service.handle());
            double one = delivered(channel, orgs.subList(0, 1), messages, arrived);
            double many = delivered(channel, orgs, messages, arrived);
            double cpu = (Machine.cpuMs(service.handle()) - cpuBefore) / (2.0 * messages);
            List<Samples> alone = rounds(channel, orgs, lab.scaled(10), arrived);
            long bad = anOrg(api, database, channel, "unhooked", "http://127.0.0.1:" + silent.actualPort() + "/hook");
            for (int number = 0; number < BACKLOG; number++) {
                publish(channel, bad, UUID.randomUUID().toString());
            }
            List<Samples> besides = rounds(channel, orgs, lab.scaled(10), arrived);
            return List.of(
                    Figure.of(name(), "deliveries of one org", one, "/s").besides("a client, 10 calls at once", peer),
                    Figure.of(name(), "deliveries of " + MANY_ORGS + " orgs", many, "/s").besides("a client, 10 calls at once", peer),
                    Figure.of(name(), "processor time of a delivery", cpu, "ms"),
                    Figure.of(name(), "exchange to webhook, p50, at 100/s", middle(alone, 0.5), "ms"),
                    Figure.of(name(), "exchange to webhook, p99, at 100/s", middle(alone, 0.99), "ms"),
                    Figure.of(name(), "the same beside one that never answers", middle(besides, 0.99), "ms")
                            .besides("without it", middle(alone, 0.99)).atMostOfPeer(2));
        } finally {
            done(receiver.close());
            done(silent.close());
        }
    }

    private static long anOrg(Api api, java.sql.Connection database, Channel channel, String name, String url) throws Exception {
        api.answer("mutation ($name: String!) { addOrg(input: {name: $name, title: \"Bench\"}) { name } }", Map.of("name", name));
        api.answer("mutation ($name: String!, $url: String!) { upsertService(orgName: $name, input: {name: WEBHOOK, host: $url}) { id } }",
                Map.of("name", name, "url", url));
        api.answer("mutation ($name: String!) { updateOrgProcessing(name: $name, eventBackend: WEBHOOK) { id } }",
                Map.of("name", name));
        long id = Database.number(database, "select id from orgs where name = '" + name + "'");
        Pause.until("the queue of org " + id + " is consumed", LIMIT, Duration.ofMillis(100), () -> isConsumed(channel, id));
        return id;
    }

    private static boolean isConsumed(Channel channel, long org) {
        try (Channel asking = channel.getConnection().createChannel()) {
            return asking.consumerCount("wrk." + org + ".webhook") > 0;
        } catch (IOException | java.util.concurrent.TimeoutException | com.rabbitmq.client.AlreadyClosedException notYet) {
            return false;
        }
    }

    /** @return messages a second, from the first that is published to the last that is posted */
    @CanIgnoreReturnValue
    private static double delivered(Channel channel, List<Long> orgs, int messages, Map<String, Long> arrived) throws IOException {
        arrived.clear();
        long began = System.nanoTime();
        for (int number = 0; number < messages; number++) {
            publish(channel, orgs.get(number % orgs.size()), UUID.randomUUID().toString());
        }
        Pause.until("all messages are posted", LIMIT, LOOK, () -> arrived.size() >= messages);
        return messages * 1e9 / (System.nanoTime() - began);
    }

    private static List<Samples> rounds(Channel channel, List<Long> orgs, int seconds, Map<String, Long> arrived)
            throws IOException {
        List<Samples> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(steadily(channel, orgs, seconds, arrived));
        }
        return rounds;
    }

    /** The median of the rounds: one that a neighbour of the machine disturbed does not count. */
    private static double middle(List<Samples> rounds, double share) {
        return Samples.of(rounds.stream().map(round -> round.percentile(share)).toList()).median();
    }

    private static Samples steadily(Channel channel, List<Long> orgs, int seconds, Map<String, Long> arrived) throws IOException {
        arrived.clear();
        Map<String, Long> sent = new HashMap<>();
        long began = System.nanoTime();
        for (int number = 0; number < PER_SECOND * seconds; number++) {
            Pause.untilNanos(began + number * 1_000_000_000L / PER_SECOND);
            String id = UUID.randomUUID().toString();
            sent.put(id, Arrivals.now());
            publish(channel, orgs.get(number % orgs.size()), id);
        }
        Pause.until("all messages are posted", LIMIT, LOOK, () -> arrived.size() >= sent.size());
        return Samples.of(sent.entrySet().stream().map(one -> (arrived.get(one.getKey()) - one.getValue()) / 1000.0).toList());
    }

    private static void publish(Channel channel, long org, String id) throws IOException {
        channel.basicPublish("org." + org + ".event", "system.campaign_updated", new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT).contentType("application/json").messageId(id).build(), BODY.getBytes());
    }

    /** The peer: the same posts, by a client that does nothing else. */
    private double posted(int port, int messages) {
        HttpClient client = vertx.createHttpClient(new io.vertx.core.http.PoolOptions().setHttp1MaxSize(CALLS_AT_ONCE));
        long began = System.nanoTime();
        List<Future<Void>> chains = new ArrayList<>();
        for (int chain = 0; chain < CALLS_AT_ONCE; chain++) {
            chains.add(post(client, port, messages / CALLS_AT_ONCE));
        }
        done(Future.all(chains));
        double rate = messages * 1e9 / (System.nanoTime() - began);
        done(client.close());
        return rate;
    }

    private static Future<Void> post(HttpClient client, int port, int left) {
        return left == 0 ? Future.succeededFuture() : client.request(HttpMethod.POST, port, "127.0.0.1", "/hook")
                .compose(request -> request.putHeader("webhook-id", UUID.randomUUID().toString())
                        .putHeader("Content-Type", "application/json").send(Buffer.buffer(BODY)))
                .compose(response -> response.body()).compose(body -> post(client, port, left - 1));
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failure) {
            throw new IllegalStateException("it did not come about", failure);
        }
    }
}
