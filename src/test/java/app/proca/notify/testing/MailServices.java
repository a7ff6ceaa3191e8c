package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Where the application under test finds its mail servers, and a certificate for them that it trusts. */
public class MailServices implements QuarkusTestResourceLifecycleManager {

    /** Of the keystore at {@code test.mail.keystore}. */
    public static final String KEYSTORE_PASSWORD = "changeit";

    /** A port that nobody listens at. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        }
    }

    @Override
    public Map<String, String> start() {
        Path folder = temporary();
        Path keystore = folder.resolve("mail.p12");
        Path certificate = folder.resolve("mail.pem");
        keytool("-genkeypair", "-keystore", keystore, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost,ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-keystore", keystore, "-file", certificate);
        System.setProperty("greenmail.tls.keystore.file", keystore.toString());
        return Map.of("quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(freePort()),
                "quarkus.tls.mail.trust-store.pem.certs", certificate.toString(),
                "test.mail.keystore", keystore.toString(),
                "proca.mailbox.page", "true",
                "proca.outbox.mail.first-retry", "100ms");
    }

    @Override
    public void stop() {
        System.clearProperty("greenmail.tls.keystore.file");
    }

    private static void keytool(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-noprompt", "-alias", "mail", "-storetype", "PKCS12", "-storepass", KEYSTORE_PASSWORD));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        // the command comes first
        command.add(1, command.remove(command.indexOf(arguments[0].toString())));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("no certificate for the mail servers: " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("no keytool", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("notify-mail");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create a folder for the certificate", failure);
        }
    }
}
