package app.proca.notify.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import app.proca.notify.boot.DatabaseUrl;
import app.proca.notify.testing.Services;
import app.proca.notify.testing.TlsFront;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.smallrye.certs.PemCertificateFiles;

/** The package with all that can be asked of it: TLS to callers, broker and database, and an API that tells nothing of itself. */
class TlsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final DatabaseUrl database = DatabaseUrl.parse(Services.postgres().url("tls_" + UUID.randomUUID().toString()
            .replace('-', '_')));
    private final int port = freePort();
    private HttpClient client;
    private PemCertificateFiles files;
    private TlsFront broker;
    private Packaged service;

    @BeforeEach
    void start() throws Exception {
        files = TlsFront.certificates(folder);
        // PostgreSQL takes no other key
        var unused = Files.setPosixFilePermissions(files.keyFile(), PosixFilePermissions.fromString("rw-------"));
        execute("postgres", "create database " + database.database(),
                "alter system set ssl_cert_file = '" + files.certFile() + "'",
                "alter system set ssl_key_file = '" + files.keyFile() + "'", "alter system set ssl = on",
                "select pg_reload_conf()");
        broker = TlsFront.before(URI.create(Services.rabbit().url()).getPort(), files);
        client = HttpClient.newBuilder().sslContext(((JdkSslContext) SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                .trustManager(files.trustFile().toFile()).build()).context()).build();
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", "postgresql://" + database.user() + ":"
                + database.password() + "@localhost:" + database.port() + "/" + database.database()
                + "?sslmode=verify-full&sslrootcert=" + files.trustFile(), "AMQP_URL",
                "amqps://guest:guest@localhost:" + broker.port() + "/%2f",
                "AMQP_CACERTFILE", files.trustFile().toString(), "AMQP_CERTFILE", files.clientCertFile().toString(),
                "AMQP_KEYFILE",
                files.clientKeyFile().toString()));
        environment.putAll(Map.of("PORT", Integer.toString(freePort()), "HTTPS_PORT", Integer.toString(port), "HTTPS_CERTFILE",
                files.certFile().toString(), "HTTPS_KEYFILE", files.keyFile().toString(), "PROCA_HSTS",
                "max-age=31536000; includeSubDomains", "PROCA_API_INTROSPECTION", "false", "ADMIN_EMAIL", Services.ADMIN,
                "ADMIN_PASSWORD", Services.PASSWORD));
        service = Packaged.start("tls", environment, List.of("serve"));
    }

    @AfterEach
    void stop() throws Exception {
        service.kill();
        broker.close();
        execute("postgres", "alter system reset ssl", "alter system reset ssl_cert_file", "alter system reset ssl_key_file",
                "select pg_reload_conf()");
    }

    @Test
    void all_connections_are_encrypted_and_the_api_tells_nothing_of_itself() throws Exception {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(this::isReadyAndConnected);

        assertThat(get("/health").headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000; includeSubDomains");
        assertThat(
                ask("select count(*) filter (where ssl) > 1 and bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid)"
                        + " where datname = current_database() and application_name not like 'PostgreSQL JDBC%'"
                        + " and pid <> pg_backend_pid()"))
                .isEqualTo("t");
        assertThat(post("{ __schema { types { name } } }")).contains("\"introspection_disabled\"")
                .doesNotContain("\"ActionPage\"");
        assertThat(post(
                "{ a: __type(name: \\\"Org\\\") { name } ...B } fragment B on RootQueryType { __schema { queryType { name } } }"))
                .contains("\"introspection_disabled\"").doesNotContain("\"data\":{");
        assertThat(post("{ __typename }")).isEqualTo("{\"data\":{\"__typename\":\"RootQueryType\"}}");
        assertThat(get("/graphiql/").statusCode()).isEqualTo(404);
        assertThat(get("/api/schema.graphql").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).doesNotContain("graphiql");
        assertThat(service.said()).doesNotContain("No LISTEN connection");
    }

    private boolean isReadyAndConnected() throws InterruptedException {
        if (!service.isAlive()) {
            throw new IllegalStateException("it ended: " + service.said());
        }
        try {
            HttpResponse<String> ready = get("/q/health/ready");
            return ready.statusCode() == 200 && ready.body().replace(" ", "").contains("\"connected\":true");
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private String post(String query) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at("/api")).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}")).build(), BodyHandlers.ofString()).body();
    }

    private URI at(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    private String ask(String question) throws SQLException {
        try (Connection connection = connection(database.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String name, String... statements) throws SQLException {
        try (Connection connection = connection(name); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection connection(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + database.port() + "/" + name, database.user(),
                database.password());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
