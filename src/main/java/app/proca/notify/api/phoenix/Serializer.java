package app.proca.notify.api.phoenix;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** How frames are written, by the version that a client asks for: as objects, or as lists. */
enum Serializer {

    OBJECTS("1\\.0\\.\\d+", "a frame has topic, event, payload, ref") {
        @Override
        Optional<Frame> read(@Nullable Object json) {
            return json instanceof Map<?, ?> fields
                    ? frame(joinRef(fields), fields.get("ref"), fields.get("topic"), fields.get("event"), fields.get("payload"))
                    : Optional.empty();
        }

        /** This version has no field for it: a join is known by the reference that asked for it. */
        private @Nullable Object joinRef(Map<?, ?> fields) {
            return JOIN.equals(fields.get("event")) ? fields.get("ref") : null;
        }

        @Override
        Object write(Frame frame) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("event", frame.event());
            fields.put("payload", frame.payload());
            fields.put("ref", frame.ref());
            fields.put("topic", frame.topic());
            return fields;
        }
    },

    LISTS("2\\.0\\.\\d+", "a frame is [join_ref, ref, topic, event, payload]") {
        @Override
        Optional<Frame> read(@Nullable Object json) {
            return json instanceof List<?> fields && fields.size() >= FIELDS
                    ? frame(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4))
                    : Optional.empty();
        }

        @Override
        Object write(Frame frame) {
            return Arrays.asList(frame.joinRef(), frame.ref(), frame.topic(), frame.event(), frame.payload());
        }
    };

    static final String JOIN = "phx_join";
    /** Phoenix's for clients that do not say. */
    private static final String DEFAULT_VERSION = "1.0.0";
    private static final int FIELDS = 5;

    private final Pattern versions;
    private final String form;

    Serializer(String versions, String form) {
        this.versions = Pattern.compile(versions);
        this.form = form;
    }

    /** Empty for a version that we do not speak. */
    static Optional<Serializer> of(@Nullable String version) {
        String asked = version == null ? DEFAULT_VERSION : version;
        return Arrays.stream(values()).filter(serializer -> serializer.versions.matcher(asked).matches()).findFirst();
    }

    /** What a frame looks like. */
    String form() {
        return form;
    }

    /** Empty where it is no frame. */
    abstract Optional<Frame> read(@Nullable Object json);

    /** As JSON: lists, objects and values. */
    abstract Object write(Frame frame);

    private static Optional<Frame> frame(@Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic,
            @Nullable Object event, @Nullable Object payload) {
        return isReference(joinRef) && isReference(ref) && topic instanceof String toTopic && event instanceof String toDo
                ? Optional.of(new Frame(joinRef, ref, toTopic, toDo, payload instanceof Map<?, ?> fields ? fields : Map.of()))
                : Optional.empty();
    }

    /** Comes back as it was sent: of numbers only those that are short when written. */
    private static boolean isReference(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Integer || value instanceof Long;
    }
}
