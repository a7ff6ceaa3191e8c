package app.proca.notify.queue.broker;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/** Whom we trust in a broker, and who we are to it. Files are read when the service starts. */
final class Certificates {

    private Certificates() {}

    /** @throws IllegalArgumentException where the files hold none, with a sentence */
    static SSLContext of(BrokerSettings settings) {
        if (settings.certificate().isPresent() != settings.key().isPresent()) {
            throw new IllegalArgumentException("AMQP_CERTFILE and AMQP_KEYFILE belong together: one of them is missing");
        }
        try {
            JdkSslContext context = (JdkSslContext) SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                    .trustManager(file(settings.authorities()))
                    .keyManager(file(settings.certificate()), file(settings.key()))
                    .build();
            return context.context();
        } catch (SSLException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("AMQP_CACERTFILE, AMQP_CERTFILE and AMQP_KEYFILE must hold certificates and a key "
                    + "(PKCS #8, \"BEGIN PRIVATE KEY\") in PEM: " + wrong.getMessage(), wrong);
        }
    }

    private static @Nullable File file(Optional<Path> path) {
        return path.map(Path::toFile).orElse(null);
    }
}
