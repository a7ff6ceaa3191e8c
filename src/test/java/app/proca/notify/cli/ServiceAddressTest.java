package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {

    private static final Map<String, String> TOKEN = Map.of("PROCA_TOKEN", "API-secret");

    @ParameterizedTest
    @ValueSource(strings = { "https://act.example.org", "http://localhost:4000", "http://LOCALHOST", "http://127.0.0.1:4000",
            "http://127.1.2.3", "http://[::1]:4000" })
    void a_token_goes_over_tls_or_stays_on_this_machine(String url) {
        assertThat(ServiceAddress.find(url, false, null, TOKEN::get)).hasToString(url + "/api");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://act.example.org", "http://service:4000", "http://10.0.0.1:4000",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org", "http://[2001:db8::1]:4000" })
    void over_a_network_in_clear_it_goes_only_where_that_is_asked_for(String url) {
        assertThatThrownBy(() -> ServiceAddress.find(url, false, null, TOKEN::get)).isInstanceOf(WrongAddress.class)
                .hasMessageContaining("--insecure").hasMessageNotContaining("API-secret");
        assertThat(ServiceAddress.find(url, true, null, TOKEN::get).authorization()).isEqualTo("Bearer API-secret");
    }

    @Test
    void without_an_address_it_is_this_machine() {
        assertThat(ServiceAddress.find(null, false, null, TOKEN::get)).hasToString("http://localhost:4000/api");
    }
}
