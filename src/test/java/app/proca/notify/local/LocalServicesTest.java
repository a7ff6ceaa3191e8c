package app.proca.notify.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.rabbitmq.client.ConnectionFactory;

import app.proca.notify.testing.Services;

class LocalServicesTest {

    @Test
    void postgres_stops_and_starts_with_what_was_committed() throws SQLException {
        String url = Services.freshDatabase();
        run(url, "create table kept (id int)");

        Services.postgres().down();
        assertThatThrownBy(() -> run(url, "select 1")).isInstanceOf(SQLException.class);
        Services.postgres().up();

        run(url, "insert into kept values (1)");
    }

    @Test
    void rabbitmq_stops_and_starts_with_its_durable_queues() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(Services.rabbit().url());
        factory.setAutomaticRecoveryEnabled(false);
        try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
            channel.queueDeclare("kept", true, false, false, null);
        }

        Services.rabbit().down();
        assertThatThrownBy(factory::newConnection).isInstanceOf(Exception.class);
        Services.rabbit().up();

        try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
            assertThat(channel.queueDeclarePassive("kept").getQueue()).isEqualTo("kept");
            channel.queueDelete("kept");
        }
    }

    @Test
    void a_given_rabbitmq_is_taken_and_not_stopped() {
        String url = "amqp://guest:guest@elsewhere:5672/%2f";

        LocalRabbitMq rabbit = LocalRabbitMq.start(Path.of("unused"), Lifespan.TEMPORARY, Optional.of(url));

        assertThat(rabbit.url()).isEqualTo(url);
        assertThatThrownBy(rabbit::down).hasMessageContaining("not ours to stop");
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
