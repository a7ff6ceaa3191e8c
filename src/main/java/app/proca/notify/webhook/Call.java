package app.proca.notify.webhook;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Tracing;
import io.vertx.core.buffer.Buffer;

/** One POST to a webhook. */
record Call(URI url, Map<String, String> headers, Buffer body) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    Call {
        headers = Map.copyOf(headers);
    }

    /** The same call, as a part of a trace. */
    Call tracedBy(@Nullable String traceparent) {
        if (traceparent == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(Tracing.HEADER, traceparent);
        return new Call(url, more, body);
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isSecure() ? HTTPS : HTTP;
    }

    /** The path with the query. */
    String target() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Without what the message filled in. */
    String host() {
        return url.getHost();
    }
}
