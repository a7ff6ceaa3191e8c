package app.proca.notify.cli.smoke.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Test
    void mails_come_to_the_next_port_where_one_is_named() {
        assertThat(Place.parse("smoke.example.org:8080").next()).isEqualTo(new Place("smoke.example.org", 8081));
        assertThat(Place.parse("10.0.0.7").next()).isEqualTo(new Place("10.0.0.7", 0));
    }

    @Test
    void on_this_machine_nobody_else_is_listened_to() throws Exception {
        assertThat(Place.parse("127.0.0.1:8080").bound()).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
        assertThat(Place.parse("[::1]").bound()).isEqualTo(new InetSocketAddress("::1", 0));
        assertThat(Place.parse("10.0.0.7:8080").bound()).isEqualTo(new InetSocketAddress(8080));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "http://10.0.0.7", "10.0.0.7:", "10.0.0.7:65536", "::1", "10.0.0.7:80:81", "a b" })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Place.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no address like");
    }
}
