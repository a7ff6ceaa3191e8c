package app.proca.notify.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {

    @ParameterizedTest
    @ValueSource(strings = { "{'type': 'connection_init'}", "{'type': 'connection_init', 'payload': null}",
            "{'type': 'ping', 'payload': {'n': 1}}", "{'type': 'pong'}", "{'type': 'complete', 'id': '1'}",
            "{'type': 'subscribe', 'id': '1', 'payload': {'query': ''}}",
            "{'type': 'subscribe', 'id': '1', 'payload': {'query': 'q', 'variables': null, 'operationName': null, 'extensions': {}}}" })
    void what_the_protocol_allows_is_taken(String message) {
        assertThat(ClientMessage.of(json(message))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "[]", "{}", "{'type': 1}", "{'type': 'dance'}", "{'type': 'connection_ack'}",
            "{'type': 'ping', 'payload': 'text'}", "{'type': 'connection_init', 'payload': []}", "{'type': 'complete'}",
            "{'type': 'complete', 'id': ''}", "{'type': 'subscribe', 'payload': {'query': 'q'}}",
            "{'type': 'subscribe', 'id': 1, 'payload': {'query': 'q'}}", "{'type': 'subscribe', 'id': '1'}",
            "{'type': 'subscribe', 'id': '1', 'payload': {}}",
            "{'type': 'subscribe', 'id': '1', 'payload': {'query': 'q', 'variables': [1]}}",
            "{'type': 'subscribe', 'id': '1', 'payload': {'query': 'q', 'operationName': 1}}",
            "{'type': 'subscribe', 'id': '1', 'payload': {'query': 'q', 'extensions': 'e'}}" })
    void what_it_does_not_allow_is_no_message(String message) {
        assertThat(ClientMessage.of(json(message))).isEmpty();
    }

    @Test
    void a_message_without_payload_has_an_empty_one() {
        assertThat(ClientMessage.of(json("{'type': 'ping'}"))).contains(new ClientMessage("ping", "", Map.of()));
    }

    private static Object json(String text) {
        return Request.json(text.replace('\'', '"'));
    }
}
