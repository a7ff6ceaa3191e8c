package app.proca.notify.cli.smoke.receipt;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came from the broker or to the webhook.
 *
 * @param id stable over redeliveries; empty where there was none
 * @param key the routing key; of a webhook empty
 */
public record Message(String id, String key, JsonNode body) {

    /** A text in the body, by its JSON pointer; empty where there is none. */
    public String text(String pointer) {
        return body.at(pointer).asText();
    }
}
