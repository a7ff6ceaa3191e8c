package app.proca.notify.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;

/** A message as a consumer got it, told to a person or to a program. */
record ReceivedMessage(String queue, Delivery delivery) {

    private static final int PERSISTENT = 2;
    /** Numbers come out as they came in. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Where it lay and how it came there, a line of its properties, its body, an empty line. */
    String asText() {
        Envelope envelope = delivery.getEnvelope();
        String properties = properties().entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue())
                .collect(Collectors.joining(", "));
        return "queue " + queue + ", exchange " + envelope.getExchange() + ", key " + envelope.getRoutingKey() + ":\n"
                + (properties.isEmpty() ? "" : properties + "\n")
                + text().orElseGet(() -> "(base64) " + base64()) + "\n";
    }

    /** One line. */
    String asJson() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("queue", queue);
        fields.put("exchange", delivery.getEnvelope().getExchange());
        fields.put("routingKey", delivery.getEnvelope().getRoutingKey());
        fields.put("properties", properties());
        Optional<String> text = text();
        if (text.isPresent()) {
            fields.put("body", parsed(text.get()));
        } else {
            fields.put("bodyBase64", base64());
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a message of " + queue + " cannot be written as JSON", failure);
        }
    }

    /** Those that are set. */
    private Map<String, Object> properties() {
        AMQP.BasicProperties given = delivery.getProperties();
        Map<String, Object> properties = new LinkedHashMap<>();
        put(properties, "message-id", given.getMessageId());
        put(properties, "type", given.getType());
        put(properties, "content-type", given.getContentType());
        put(properties, "app-id", given.getAppId());
        put(properties, "timestamp",
                Optional.ofNullable(given.getTimestamp()).map(Date::toInstant).map(Object::toString).orElse(null));
        put(properties, "persistent", given.getDeliveryMode() == null ? null : given.getDeliveryMode() == PERSISTENT);
        put(properties, "redelivered", delivery.getEnvelope().isRedeliver() ? true : null);
        put(properties, "headers", given.getHeaders() == null || given.getHeaders().isEmpty() ? null : plain(given.getHeaders()));
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** The client's own types of text and time as Java's. */
    private static Object plain(Object header) {
        if (header instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, value) -> plain.put(String.valueOf(key), value == null ? "" : plain(value)));
            return plain;
        }
        if (header instanceof List<?> list) {
            return list.stream().map(ReceivedMessage::plain).toList();
        }
        if (header instanceof Date date) {
            return date.toInstant().toString();
        }
        return header instanceof Number || header instanceof Boolean ? header : String.valueOf(header);
    }

    private Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(delivery.getBody())).toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private String base64() {
        return Base64.getEncoder().encodeToString(delivery.getBody());
    }

    private static Object parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? text : node;
        } catch (JsonProcessingException plainText) {
            return text;
        }
    }
}
