package app.proca.notify.bench;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;

/** How long a changed page takes from its mutation to each of many subscribers, beside one who listens alone. */
record FanOut(Vertx vertx) implements Part {

    private static final int SUBSCRIBERS = 1_000;
    private static final int CHANGES = 20;
    private static final int BETWEEN_MS = 500;
    private static final int CONNECT_AT_ONCE = 50;
    private static final long CONNECT_LIMIT_S = 30;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String NEWS = "subscription { actionPageUpserted { id name config } }";

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        String url = lab.newDatabase("fan_out");
        try (ServiceProcess service = ServiceProcess.start(lab, name(), url); Connection database = lab.connect(url)) {
            Api api = Api.signedIn(vertx, service);
            var unused = Orgs.create(api, database, 1, 1);
            Page page = Page.create(api);
            Listeners alone = Listeners.connect(vertx, service, 1, page);
            Samples one = alone.hear(page);
            alone.leave();
            double before = Machine.residentMb(service.handle());
            Listeners crowd = Listeners.connect(vertx, service, SUBSCRIBERS, page);
            Samples many = crowd.hear(page);
            double after = Machine.residentMb(service.handle());
            return List.of(
                    Figure.of(name(), "mutation to " + SUBSCRIBERS + " subscribers, p50", many.median(), "ms")
                            .besides("to one", one.median()),
                    Figure.of(name(), "mutation to " + SUBSCRIBERS + " subscribers, p99", many.p99(), "ms")
                            .besides("to one", one.p99()),
                    Figure.of(name(), "resident memory for each of them", (after - before) * 1024 / SUBSCRIBERS, "KB"));
        }
    }

    /** A page that changes: each change has a number that its news repeat. */
    private record Page(Api api, AtomicInteger last) {

        static Page create(Api api) {
            var unused = api.answer("mutation { addActionPage(orgName: \"bench-0\", campaignName: \"bees-0\","
                    + " input: {name: \"bench/page\", locale: \"en\"}) { id } }", Map.of());
            return new Page(api, new AtomicInteger());
        }

        int change() {
            int number = last.incrementAndGet();
            var unused = api.answer("mutation ($config: Json) { updateActionPage(name: \"bench/page\", input: {config: $config}) { id } }",
                    Map.of("config", new JsonObject().put("number", number).encode()));
            return number;
        }
    }

    /** Subscribers over sockets of their own, and when each heard of which change. */
    private record Listeners(List<WebSocket> sockets, Queue<Heard> heard) {

        private record Heard(int number, long nanos) {}

        static Listeners connect(Vertx vertx, ServiceProcess service, int count, Page page) throws Exception {
            WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(count));
            Listeners listeners = new Listeners(new ArrayList<>(), new ConcurrentLinkedQueue<>());
            WebSocketConnectOptions address = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(service.port())
                    .setURI("/api").addSubProtocol("graphql-transport-ws");
            while (listeners.sockets.size() < count) {
                var opening = java.util.stream.IntStream.range(0, Math.min(CONNECT_AT_ONCE, count - listeners.sockets.size()))
                        .mapToObj(number -> client.connect(address).toCompletionStage().toCompletableFuture()).toList();
                for (var socket : opening) {
                    listeners.sockets.add(listeners.subscribed(socket.get(CONNECT_LIMIT_S, TimeUnit.SECONDS)));
                }
            }
            // nothing says that a subscription stands but its first news
            Pause.until("all " + count + " subscribers hear something", SOON, Duration.ofSeconds(1), () -> {
                listeners.heard.clear();
                int number = page.change();
                Pause.of(Duration.ofSeconds(2));
                return listeners.heard.stream().filter(news -> news.number() == number).count() == count;
            });
            return listeners;
        }

        private WebSocket subscribed(WebSocket socket) {
            socket.textMessageHandler(text -> hear(socket, new JsonObject(text)));
            socket.writeTextMessage(new JsonObject().put("type", "connection_init").encode());
            return socket;
        }

        private void hear(WebSocket socket, JsonObject message) {
            switch (message.getString("type")) {
                case "connection_ack" -> socket.writeTextMessage(new JsonObject().put("type", "subscribe").put("id", "1")
                        .put("payload", new JsonObject().put("query", NEWS)).encode());
                case "next" -> heard.add(new Heard(number(message), System.nanoTime()));
                default -> {}
            }
        }

        private static int number(JsonObject message) {
            return new JsonObject(message.getJsonObject("payload").getJsonObject("data").getJsonObject("actionPageUpserted")
                    .getString("config")).getInteger("number", 0);
        }

        /** From each change to each subscriber, in ms. Every one must hear of every change. */
        Samples hear(Page page) {
            heard.clear();
            Map<Integer, Long> sent = new java.util.HashMap<>();
            for (int change = 0; change < CHANGES; change++) {
                long began = System.nanoTime();
                sent.put(page.change(), began);
                Pause.untilNanos(began + TimeUnit.MILLISECONDS.toNanos(BETWEEN_MS));
            }
            Pause.until("all subscribers hear of all changes", SOON, LOOK, () -> heard.size() >= CHANGES * sockets.size());
            return Samples.of(heard.stream().filter(news -> sent.containsKey(news.number()))
                    .map(news -> (news.nanos() - sent.get(news.number())) / NANOS_PER_MS).toList());
        }

        void leave() {
            sockets.forEach(socket -> socket.close());
        }
    }
}
