package app.proca.notify.api.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.vertx.core.MultiMap;

class ShownTest {

    @Test
    void a_token_is_a_bearers_unless_it_says_otherwise() {
        assertThat(Shown.authorization(map("token", "API-1"), map())).isEqualTo("Bearer API-1");
        assertThat(Shown.authorization(map("token", "Bearer API-1"), map())).isEqualTo("Bearer API-1");
        assertThat(Shown.authorization(map("token", "basic YTpi"), map())).isEqualTo("basic YTpi");
    }

    @Test
    void a_parameter_counts_more_than_the_token_and_that_more_than_a_header() {
        assertThat(
                Shown.authorization(map("authorization", "Basic YTpi", "token", "API-1"), map("Authorization", "Bearer API-2")))
                .isEqualTo("Basic YTpi");
        assertThat(Shown.authorization(map("Authorization", "Basic YTpi"), map())).isEqualTo("Basic YTpi");
        assertThat(Shown.authorization(map("token", "API-1"), map("Authorization", "Bearer API-2"))).isEqualTo("Bearer API-1");
        assertThat(Shown.authorization(map(), map("authorization", "Bearer API-2"))).isEqualTo("Bearer API-2");
    }

    @Test
    void a_token_may_come_as_a_subprotocol() {
        assertThat(Shown.authorization(map(), map("Sec-WebSocket-Protocol", "phoenix, base64url.bearer.phx.QVBJLTE")))
                .isEqualTo("Bearer API-1");
        assertThat(Shown.authorization(map(), map("sec-websocket-protocol", "base64url.bearer.phx.fn5-,phoenix")))
                .isEqualTo("Bearer ~~~");
        assertThat(Shown.authorization(map(), map("Sec-WebSocket-Protocol", "phoenix, base64url.bearer.phx.Q"))).isNull();
        assertThat(Shown.authorization(map(), map("Sec-WebSocket-Protocol", "phoenix"))).isNull();
    }

    @Test
    void who_shows_nothing_is_anonymous() {
        assertThat(Shown.authorization(map("token", " ", "vsn", "2.0.0"), map())).isNull();
    }

    private static MultiMap map(String... pairs) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) {
            map.add(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
