package app.proca.notify.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;

import app.proca.notify.change.UnitsOfWork;
import app.proca.notify.org.Org;
import app.proca.notify.org.Service;
import app.proca.notify.org.ServiceName;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.outbox.Outbox;
import app.proca.notify.queue.broker.Broker;
import app.proca.notify.queue.topology.QueueName;
import app.proca.notify.queue.work.Workers;
import app.proca.notify.sqs.SqsSettings;
import app.proca.notify.testing.Crm;
import app.proca.notify.testing.DeliveryBackends;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.SignedActions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Many messages, from the commit of their decisions to each kind of other side, some of which they refuse at first: in the end
 * each was taken once, and nothing is left anywhere.
 */
@QuarkusTest
@TestProfile(DeliveryBackends.class)
@QuarkusTestResource(Services.class)
class DeliveryVolumeTest {

    private static final Logger LOG = Logger.getLogger(DeliveryVolumeTest.class);
    private static final int MESSAGES = 10_000;
    private static final int ORGS = 4;
    private static final int PER_TRANSACTION = 500;
    private static final int REFUSED_ONCE_OF = 100;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Inject
    Workers workers;

    @Inject
    Broker broker;

    @Inject
    Outbox outbox;

    @Inject
    UnitsOfWork units;

    @Inject
    SqsSettings settings;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final Crm crm = new Crm();
    /** By message id: how often it was taken. */
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    /** Ids of messages that were refused. */
    private final Map<String, Boolean> refused = new ConcurrentHashMap<>();

    @BeforeEach
    void connect() throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> pool.query("select setval('orgs_id_seq', 1000000 + (random() * 1000000000)::int)").execute());
        crm.connect();
        await().atMost(LIMIT).until(broker::isConnected);
    }

    @AfterEach
    void disconnect() {
        crm.disconnect();
    }

    @Test
    void ten_thousand_messages_go_through_webhooks_once_each() throws Throwable {
        HttpServer webhook = vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            var unused = request.response().setStatusCode(take(request.getHeader("webhook-id")) ? 200 : 422).end();
        })).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        List<Org> orgs = backends(ServiceName.WEBHOOK, service -> service.host = "http://127.0.0.1:" + webhook.actualPort());

        tell(orgs);

        awaitTakenOnceEach(orgs, "wrk.%d.webhook");
        assertThat(refused).hasSizeBetween(1, MESSAGES / 10);
        webhook.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void ten_thousand_messages_go_to_sqs_once_each() throws Throwable {
        URI endpoint = settings.endpoint().orElseThrow();
        String name = "proca-" + UUID.randomUUID();
        try (SqsAsyncClient client = SqsAsyncClient.builder().region(Region.EU_WEST_1).endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"))).build()) {
            String url = client.createQueue(request -> request.queueName(name)).get(20, TimeUnit.SECONDS).queueUrl();
            List<Org> orgs = backends(ServiceName.SQS, service -> {
                service.host = "eu-west-1";
                service.path = name;
                service.user = "key";
                service.password = "secret";
            });

            tell(orgs);

            await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                for (Message message : receive(client, url)) {
                    taken.merge(message.messageAttributes().get("MessageId").stringValue(), 1, Integer::sum);
                }
                return taken.size() == MESSAGES;
            });
            awaitTakenOnceEach(orgs, "wrk.%d.sqs");
            assertThat(receive(client, url)).isEmpty();
        }
    }

    @Test
    void ten_thousand_messages_reach_the_programs_of_orgs_whose_rejects_come_back() throws Throwable {
        List<Org> orgs = Stream.generate(DeliveryVolumeTest::anOrgWithACrm).limit(ORGS).toList();
        for (Org org : orgs) {
            String queue = "cus." + org.id + ".deliver";
            await().atMost(LIMIT).ignoreExceptions().until(() -> crm.channel().messageCount(queue) == 0);
        }
        crm.channel().basicQos(200);
        for (Org org : orgs) {
            Channel channel = crm.channel();
            var unused = channel.basicConsume("cus." + org.id + ".deliver", false,
                    (tag, delivery) -> take(channel, delivery), tag -> {});
        }

        tell(orgs);

        awaitTakenOnceEach(orgs, "cus.%d.deliver");
        assertThat(refused).hasSizeBetween(1, MESSAGES / 10);
    }

    private static List<Message> receive(SqsAsyncClient client, String url) throws Exception {
        List<Message> messages = client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)
                .visibilityTimeout(600).messageAttributeNames("All")).get(20, TimeUnit.SECONDS).messages();
        return messages;
    }

    private void take(Channel channel, Delivery delivery) throws IOException {
        long tag = delivery.getEnvelope().getDeliveryTag();
        if (take(delivery.getProperties().getMessageId())) {
            channel.basicAck(tag, false);
        } else {
            channel.basicReject(tag, false);
        }
    }

    /** False for some, when they come for the first time. */
    private boolean take(String id) {
        if (id.hashCode() % REFUSED_ONCE_OF == 0 && refused.putIfAbsent(id, true) == null) {
            return false;
        }
        taken.merge(id, 1, Integer::sum);
        return true;
    }

    private List<Org> backends(ServiceName kind, Consumer<Service> with) {
        List<Org> orgs = Stream.generate(() -> SignedActions.anOrg(kind, true, false, with)).limit(ORGS).toList();
        orgs.forEach(org -> await().atMost(LIMIT).until(
                () -> workers.consumed().contains(QueueName.worker(org.id, kind == ServiceName.SQS ? "sqs" : "webhook"))));
        return orgs;
    }

    private static Org anOrgWithACrm() {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "CRM Org";
        org.customActionDeliver = true;
        SignedActions.inTransaction(org::persist);
        return org;
    }

    /** Actions of nobody, so that their consent is not asked for. */
    private void tell(List<Org> orgs) throws Throwable {
        for (int first = 0; first < MESSAGES; first += PER_TRANSACTION) {
            int begin = first;
            List<NewNotification> messages = IntStream.range(begin, begin + PER_TRANSACTION)
                    .mapToObj(number -> message(orgs.get(number % ORGS).id, number)).toList();
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> Panache.getSession()
                    .invoke(session -> outbox.tell(units.current(), "volume", "volume:" + begin,
                            () -> Uni.createFrom().item(messages)))
                    .chain(session -> session.flush())));
        }
    }

    private static NewNotification message(long org, int number) {
        return new NewNotification(app.proca.notify.outbox.Channel.BROKER, org, "volume:" + number, "volume",
                "org." + org + ".deliver", "petition.volume",
                "{\"schema\":\"proca:action:2\",\"stage\":\"deliver\",\"number\":" + number + "}");
    }

    private void awaitTakenOnceEach(List<Org> orgs, String queue) throws Throwable {
        long began = System.nanoTime();
        await().atMost(LIMIT).until(() -> taken.size() == MESSAGES);
        LOG.infof("%d messages were taken %d ms after the last commit, %d of them at the second attempt", taken.size(),
                (System.nanoTime() - began) / 1_000_000, refused.size());
        for (Org org : orgs) {
            await().atMost(LIMIT).until(() -> crm.channel().messageCount(queue.formatted(org.id)) == 0
                    && crm.channel().messageCount("org." + org.id + ".fail") == 0);
        }
        assertThat(taken.values()).containsOnly(1);
        assertThat(taken.keySet()).isEqualTo(sent(orgs));
        assertThat(count("select count(*) from notify.parked where org_id = any($1)", orgs)).isZero();
    }

    private Set<String> sent(List<Org> orgs) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool
                .preparedQuery(
                        "select message_id from notify.outbox where org_id = any($1) and kind = 'volume' and state = 'delivered'")
                .execute(Tuple.of(ids(orgs)))
                .map(rows -> {
                    Set<String> ids = new HashSet<>();
                    rows.forEach(row -> ids.add(row.getUUID(0).toString()));
                    return ids;
                }));
    }

    private long count(String sql, List<Org> orgs) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool.preparedQuery(sql).execute(Tuple.of(ids(orgs)))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private static Long[] ids(List<Org> orgs) {
        return orgs.stream().map(org -> org.id).toArray(Long[]::new);
    }
}
