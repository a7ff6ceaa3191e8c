package app.proca.notify.mail.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;

class SmtpClientsTest {

    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private final SmtpClients clients = new SmtpClients(vertx, clock, new NoCertificates());

    @AfterEach
    void close() {
        clients.close();
        vertx.closeAndAwait();
    }

    @Test
    void one_server_and_log_in_has_one_client() {
        MailClient first = clients.of(server(1));

        assertThat(clients.of(server(1))).isSameAs(first);
        assertThat(clients.of(server(1).as("jan", "secret"))).isNotSameAs(first);
        assertThat(clients.of(server(1).as("jan", "changed"))).isNotSameAs(clients.of(server(1).as("jan", "secret")));
    }

    @Test
    void clients_that_nobody_used_for_a_while_go() {
        MailClient used = clients.of(server(1));
        use(server(2));
        clock.step(Duration.ofMinutes(6));
        use(server(1));
        clock.step(Duration.ofMinutes(6));

        assertThat(clients.of(server(1))).isSameAs(used);
        assertThat(clients.size()).isEqualTo(1);
    }

    @Test
    void there_are_never_more_than_a_hundred_and_the_longest_unused_go_first() {
        MailClient first = clients.of(server(1));
        for (int port = 2; port <= 100; port++) {
            use(server(port));
        }
        use(server(1));
        use(server(101));

        assertThat(clients.size()).isEqualTo(100);
        assertThat(clients.of(server(1))).isSameAs(first);
    }

    private void use(SmtpServer server) {
        assertThat(clients.of(server)).isNotNull();
    }

    private static SmtpServer server(int port) {
        return SmtpServer.parse("tls://mail.example.org:" + port);
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void step(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class NoCertificates implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException("nobody registers here");
        }
    }
}
