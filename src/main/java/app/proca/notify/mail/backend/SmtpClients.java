package app.proca.notify.mail.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;

/**
 * One client per mail server and log-in, with the connections that it keeps. Bounded: those that nobody used for a while, and
 * the longest unused beyond the bound, are closed, after what they may still be sending is done.
 */
@ApplicationScoped
class SmtpClients {

    private static final Logger LOG = Logger.getLogger(SmtpClients.class);
    private static final int MOST = 100;
    private static final Duration UNUSED = Duration.ofMinutes(10);
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(1);
    /** Certificates that are trusted besides: {@code quarkus.tls.mail.trust-store.…}. */
    private static final String TLS = "mail";

    private record Open(MailClient client, Instant lastUsed) {}

    private final Vertx vertx;
    private final Clock clock;
    private final TlsConfigurationRegistry certificates;
    /** The longest unused first. */
    private final Map<SmtpServer, Open> open = new LinkedHashMap<>();

    SmtpClients(Vertx vertx, Clock clock, TlsConfigurationRegistry certificates) {
        this.vertx = vertx;
        this.clock = clock;
        this.certificates = certificates;
    }

    synchronized MailClient of(SmtpServer server) {
        Open known = open.remove(server);
        MailClient client = known == null ? MailClient.create(vertx, config(server)) : known.client();
        open.put(server, new Open(client, clock.instant()));
        closeUnused();
        return client;
    }

    synchronized int size() {
        return open.size();
    }

    @PreDestroy
    synchronized void close() {
        open.values().forEach(unused -> close(unused.client()));
        open.clear();
    }

    private void closeUnused() {
        Instant longAgo = clock.instant().minus(UNUSED);
        List<SmtpServer> unused = new ArrayList<>();
        int excess = open.size() - MOST;
        for (Map.Entry<SmtpServer, Open> eldest : open.entrySet()) {
            if (unused.size() >= excess && !eldest.getValue().lastUsed().isBefore(longAgo)) {
                break;
            }
            unused.add(eldest.getKey());
        }
        unused.stream().map(open::remove)
                .forEach(gone -> vertx.setTimer(LONGEST_SENDING.toMillis(), timer -> close(gone.client())));
    }

    private static void close(MailClient client) {
        client.close().subscribe().with(closed -> {},
                failure -> LOG.debugf("A mail client could not be closed: %s", failure.toString()));
    }

    private MailConfig config(SmtpServer server) {
        MailConfig config = server.config();
        if (!server.trustsAnyCertificate()) {
            certificates.get(TLS).ifPresent(tls -> config.setTrustOptions(tls.getTrustStoreOptions()));
        }
        return config;
    }
}
