package app.proca.notify.queue.broker;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.LongString;

/** What headers hold, in Java's own types. */
final class HeaderValues {

    private HeaderValues() {}

    /** The headers that have a value; none where there are none. */
    static Map<String, Object> of(@Nullable Map<String, @Nullable Object> headers) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (headers != null) {
            headers.forEach((name, value) -> {
                if (value != null) {
                    plain.put(name, plain(value));
                }
            });
        }
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof LongString text) {
            return text.toString();
        }
        if (value instanceof Date time) {
            return time.toInstant();
        }
        if (value instanceof List<?> list) {
            return list.stream().filter(Objects::nonNull).map(HeaderValues::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, inner) -> {
                if (inner != null) {
                    plain.put(name.toString(), plain(inner));
                }
            });
            return plain;
        }
        return value;
    }
}
