package app.proca.notify.testing;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.PemCertificateFiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** TLS in front of a server of this machine that has none, for those who show the certificate that it trusts. */
public final class TlsFront implements AutoCloseable {

    private static final long LIMIT_S = 20;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;

    private TlsFront(int behind, PemCertificateFiles files) {
        server = vertx.createNetServer(new NetServerOptions().setSsl(true).setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions().setCertPath(files.certFile().toString())
                        .setKeyPath(files.keyFile().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(files.serverTrustFile().toString())))
                .connectHandler(caller -> join(caller, behind));
    }

    /** Certificates of {@code localhost} and of a client, each in a folder's files. */
    public static PemCertificateFiles certificates(Path folder) {
        try {
            return (PemCertificateFiles) new CertificateGenerator(folder, true).generate(new CertificateRequest()
                    .withName("localhost").withCN("localhost").withSubjectAlternativeName("DNS:localhost").withFormat(Format.PEM)
                    .withClientCertificate()).get(0);
        } catch (Exception failure) {
            throw new IllegalStateException("cannot make certificates in " + folder, failure);
        }
    }

    /** @param behind the port of the server */
    public static TlsFront before(int behind, PemCertificateFiles files) throws Exception {
        TlsFront front = new TlsFront(behind, files);
        front.server.listen(0, "localhost").toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        return front;
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    }

    private void join(NetSocket caller, int behind) {
        caller.pause();
        client.connect(behind, "localhost").onFailure(nobody -> caller.close()).onSuccess(called -> {
            caller.pipeTo(called);
            called.pipeTo(caller);
        });
    }
}
