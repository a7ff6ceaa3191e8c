package app.proca.notify.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import app.proca.notify.boot.DatabaseUrl;
import app.proca.notify.testing.ProcaDatabase;
import app.proca.notify.testing.Services;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The package, run as the manifests run it: {@code migrate} several times at once, then {@code serve}, then SIGTERM. */
class PackagedProgramIT {

    private static final String HISTORY = "select count(*) - count(distinct version) from notify.flyway_schema_history"
            + " where version is not null";
    private static final long LIMIT_S = 90;

    private final DatabaseUrl database = emptyDatabase();

    @Test
    void migrations_that_begin_together_lay_an_empty_database_out_once_and_the_service_serves_it() throws Exception {
        Deployment deployment = Manifests.of("production").only(Deployment.class);
        Container migrate = deployment.getSpec().getTemplate().getSpec().getInitContainers().get(0);
        Container serve = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);

        List<Packaged> migrations = migrateAtOnce(migrate.getArgs());

        assertThat(migrations).allSatisfy(one -> {
            assertThat(one.await(LIMIT_S)).as(one.said()).isZero();
            assertThat(one.said()).contains("has the layout ").doesNotContain("secret");
        });
        assertThat(ask(HISTORY)).isEqualTo("0");

        int port = freePort();
        Packaged service = Packaged.start("serve", environment(port), serve.getArgs());
        try {
            awaitOk(service, port, serve.getStartupProbe().getHttpGet().getPath());
            assertThat(status(port, serve.getLivenessProbe().getHttpGet().getPath())).isEqualTo(200);
            assertThat(status(port, serve.getReadinessProbe().getHttpGet().getPath())).isEqualTo(200);
            assertThat(service.said()).as("nothing was left to do for it").doesNotContain("Migrating schema");

            service.terminate();

            assertThat(service.await(10)).isIn(0, 143);
        } finally {
            service.kill();
        }
    }

    @Test
    void migrations_that_begin_together_adopt_a_proca_database_once() throws Exception {
        ProcaDatabase.layOut(database.jdbc() + "?user=" + database.user() + "&password=" + database.password());

        assertThat(migrateAtOnce(List.of("migrate"))).allSatisfy(one -> assertThat(one.await(LIMIT_S)).as(one.said()).isZero());

        assertThat(ask(HISTORY)).isEqualTo("0");
        assertThat(ask("select description from notify.flyway_schema_history where version = '1'")).isEqualTo("A Proca database");
    }

    private List<Packaged> migrateAtOnce(List<String> arguments) {
        return IntStream.range(0, 3)
                .mapToObj(number -> Packaged.start("migrate-" + number, Map.of("DATABASE_URL", url()), arguments)).toList();
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", url(), "AMQP_URL", Services.rabbit().url()));
        environment.putAll(Map.of("PORT", Integer.toString(port), "LISTEN_IP", "127.0.0.1", "ADMIN_EMAIL", Services.ADMIN,
                "ADMIN_PASSWORD", Services.PASSWORD,
                // as the image has it
                "JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -Xmx160m -XX:+ExitOnOutOfMemoryError"));
        return environment;
    }

    private String url() {
        return "postgresql://" + database.user() + ":" + database.password() + "@" + database.host() + ":" + database.port() + "/"
                + database.database();
    }

    private static void awaitOk(Packaged service, int port, String path) {
        await().atMost(Duration.ofSeconds(LIMIT_S)).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!service.isAlive()) {
                throw new IllegalStateException("it ended: " + service.said());
            }
            return status(port, path) == 200;
        });
    }

    /** 0 where nobody answers. */
    private static int status(int port, String path) throws InterruptedException {
        try {
            HttpResponse<Void> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException nobody) {
            return 0;
        }
    }

    private String ask(String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbc(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static DatabaseUrl emptyDatabase() {
        DatabaseUrl server = DatabaseUrl.parse(Services.postgres().url("postgres"));
        String name = "packaged_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = DriverManager.getConnection(server.jdbc(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot create a database", failure);
        }
        return DatabaseUrl.parse(Services.postgres().url(name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
