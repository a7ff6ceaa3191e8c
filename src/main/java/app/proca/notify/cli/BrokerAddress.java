package app.proca.notify.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import app.proca.notify.local.LocalServices;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/**
 * Where the broker is, and who said so. The URL holds a password: it comes from a file or the environment, never from an
 * argument, and is never printed.
 */
record BrokerAddress(String url, String source, SSLContext tls) {

    private static final String VARIABLE = "AMQP_URL";
    private static final int CONNECT_LIMIT_MS = 5_000;

    /** The file, where one is given; else {@code AMQP_URL}; else the broker of {@code quarkus:dev}. */
    static BrokerAddress find(@Nullable Path file, Function<String, @Nullable String> environment) {
        return given(file, "--url-file", environment)
                .or(() -> ofThisFolder(environment))
                .orElseThrow(
                        () -> new WrongAddress("Where is the broker? Set AMQP_URL, like amqp://user:password@host:5672/vhost, "
                                + "or name a file that holds it with --url-file, or start ./mvnw quarkus:dev in this folder."));
    }

    /** The file, where one is given; else {@code AMQP_URL}; else nothing. */
    static Optional<BrokerAddress> given(@Nullable Path file, String option, Function<String, @Nullable String> environment) {
        return file != null ? Optional.of(new BrokerAddress(Sources.read(file, option), file.toString(), tls(environment)))
                : Sources.given(environment, VARIABLE).map(url -> new BrokerAddress(url, VARIABLE, tls(environment)));
    }

    /** That of {@code quarkus:dev}, where it was started in this folder. */
    static Optional<BrokerAddress> ofThisFolder(Function<String, @Nullable String> environment) {
        return local(Path.of(Sources.given(environment, LocalServices.FOLDER).orElse(".data")), tls(environment));
    }

    /** A new connection, which does not come back by itself when it is lost. */
    Connection connect(ExecutorService consumers) {
        ConnectionFactory factory = factory();
        try {
            return factory.newConnection(consumers, "proca-notify");
        } catch (AuthenticationFailureException refused) {
            throw new Failed("The broker at " + place(factory) + " refuses the user or password of " + source + ".");
        } catch (IOException | TimeoutException failure) {
            throw new Failed(
                    "No broker can be used at " + place(factory) + ", which " + source + " names: " + Reasons.of(failure));
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return source;
    }

    private ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
            if (factory.isSSL()) {
                // as it comes, the client would trust any certificate
                factory.useSslProtocol(tls);
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException wrong) {
            // without the cause: its message repeats the URL, and the password in it
            throw new WrongAddress(source + " does not hold the address of a broker: it looks like "
                    + "amqp://user:password@host:5672/vhost (or amqps://; the virtual host / is written %2f).");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_LIMIT_MS);
        return factory;
    }

    /** The same files as the service's. */
    private static SSLContext tls(Function<String, @Nullable String> environment) {
        try {
            return ((JdkSslContext) SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                    .trustManager(file(environment, "AMQP_CACERTFILE"))
                    .keyManager(file(environment, "AMQP_CERTFILE"), file(environment, "AMQP_KEYFILE"))
                    .build()).context();
        } catch (SSLException | IllegalArgumentException wrong) {
            throw new WrongAddress("AMQP_CACERTFILE, AMQP_CERTFILE and AMQP_KEYFILE must name files with certificates and a key "
                    + "(PKCS #8) in PEM: " + wrong.getMessage());
        }
    }

    private static @Nullable File file(Function<String, @Nullable String> environment, String variable) {
        return Sources.given(environment, variable).map(File::new).orElse(null);
    }

    private static Optional<BrokerAddress> local(Path folder, SSLContext tls) {
        return LocalServices.brokerUrl(folder).map(
                url -> new BrokerAddress(url, "the quarkus:dev that was started in " + folder.toAbsolutePath().getParent(), tls));
    }

    private static String place(ConnectionFactory factory) {
        return factory.getHost() + ":" + factory.getPort();
    }
}
