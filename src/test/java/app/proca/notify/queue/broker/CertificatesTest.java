package app.proca.notify.queue.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.rabbitmq.client.Connection;

import app.proca.notify.testing.Services;
import app.proca.notify.testing.TlsFront;
import io.smallrye.certs.PemCertificateFiles;

/** A broker that is reached over TLS, and wants to see who comes. */
class CertificatesTest {

    @TempDir
    static Path folder;

    private static PemCertificateFiles files;
    private static TlsFront front;

    private record Settings(String url, Optional<Path> authorities, Optional<Path> certificate,
            Optional<Path> key) implements BrokerSettings {

        @Override
        public Duration confirmLimit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration longestReconnect() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int declareAtOnce() {
            return 1;
        }
    }

    @BeforeAll
    static void stand_in_front_of_the_broker() throws Exception {
        files = TlsFront.certificates(folder);
        front = TlsFront.before(URI.create(Services.rabbit().url()).getPort(), files);
    }

    @AfterAll
    static void leave() throws Exception {
        front.close();
    }

    @Test
    void one_who_shows_a_certificate_to_a_broker_that_it_trusts_gets_in() throws Exception {
        Settings settings = settings(Optional.of(files.trustFile()), Optional.of(files.clientCertFile()),
                Optional.of(files.clientKeyFile()));

        try (Connection connection = Broker.factory(settings).newConnection()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void one_who_shows_none_does_not() {
        Settings settings = settings(Optional.of(files.trustFile()), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> Broker.factory(settings).newConnection()).isInstanceOf(IOException.class);
    }

    @Test
    void a_broker_whose_certificate_is_not_trusted_is_not_talked_to() {
        Settings settings = settings(Optional.empty(), Optional.of(files.clientCertFile()), Optional.of(files.clientKeyFile()));

        assertThatThrownBy(() -> Broker.factory(settings).newConnection()).isInstanceOf(IOException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void a_broker_that_shows_the_certificate_of_another_host_is_not_talked_to() {
        Settings settings = new Settings("amqps://guest:guest@127.0.0.1:" + front.port() + "/%2f", Optional.of(files.trustFile()),
                Optional.of(files.clientCertFile()), Optional.of(files.clientKeyFile()));

        assertThatThrownBy(() -> Broker.factory(settings).newConnection()).isInstanceOf(IOException.class);
    }

    @Test
    void files_that_hold_no_certificates_and_a_lonely_one_are_refused_with_a_sentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> Broker.factory(settings(Optional.of(text), Optional.empty(), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("AMQP_CACERTFILE, AMQP_CERTFILE");
        assertThatThrownBy(
                () -> Broker.factory(settings(Optional.empty(), Optional.of(files.clientCertFile()), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("belong together");
    }

    private static Settings settings(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        return new Settings("amqps://guest:guest@localhost:" + front.port() + "/%2f", authorities, certificate, key);
    }
}
