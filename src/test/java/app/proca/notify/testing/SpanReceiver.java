package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A tracing backend that takes what is exported over OTLP, in protobuf, and keeps it as it came. */
public final class SpanReceiver implements QuarkusTestResourceLifecycleManager {

    private static final List<String> EXPORTS = new CopyOnWriteArrayList<>();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/v1/traces", exchange -> {
            EXPORTS.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getAddress().getPort(),
                "quarkus.otel.bsp.schedule.delay", "200ms");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** Everything that was exported so far. */
    public static String all() {
        return String.join("", EXPORTS);
    }

    /** How many parts of a trace, or links to it, were exported. */
    public static int parts(String traceId) {
        String bytes = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        return all().split(java.util.regex.Pattern.quote(bytes), -1).length - 1;
    }

    /** True where a part of that trace has the name: it stands close behind the trace's id. */
    public static boolean has(String traceId, String name) {
        String bytes = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        String all = all();
        for (int at = all.indexOf(bytes); at >= 0; at = all.indexOf(bytes, at + 1)) {
            if (all.substring(at, Math.min(all.length(), at + 60 + name.length())).contains(name)) {
                return true;
            }
        }
        return false;
    }
}
