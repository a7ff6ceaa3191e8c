package app.proca.notify.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.parsetools.RecordParser;

/** What GreenMail does not do: it offers STARTTLS, refuses recipients, and tells others to come back. */
public final class FussyMailServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final int port;
    private final Map<String, Integer> comeBack = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> overTls = new CopyOnWriteArrayList<>();

    /** @param keystore PKCS12, for STARTTLS */
    public FussyMailServer(String keystore) {
        port = vertx.createNetServer(new NetServerOptions()
                .setPfxKeyCertOptions(new PfxOptions().setPath(keystore).setPassword(MailServices.KEYSTORE_PASSWORD)))
                .connectHandler(Session::new)
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
    }

    public int port() {
        return port;
    }

    /** The next so many times: 450. Addresses that begin with {@code gone} get a 550. */
    public void tellToComeBack(String address, int times) {
        comeBack.put(address, times);
    }

    /** The recipients of what was taken. */
    public List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Those of them who were named in private. */
    public List<String> acceptedOverTls() {
        return List.copyOf(overTls);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Session {

        private final NetSocket socket;
        private String recipient = "";
        private boolean data;

        Session(NetSocket socket) {
            this.socket = socket;
            socket.handler(RecordParser.newDelimited("\r\n", line -> heard(line.toString())));
            say("220 fussy");
        }

        private void heard(String line) {
            if (data) {
                taken(line);
                return;
            }
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                say(socket.isSsl() ? "250 fussy" : "250-fussy\r\n250 STARTTLS");
            } else if (command.startsWith("STARTTLS")) {
                socket.write("220 go ahead\r\n").onSuccess(sent -> socket.upgradeToSsl());
            } else if (command.startsWith("RCPT")) {
                recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                say(answerFor(recipient));
            } else if (command.startsWith("DATA")) {
                data = true;
                say("354 go ahead");
            } else if (command.startsWith("QUIT")) {
                socket.end();
            } else {
                say("250 ok");
            }
        }

        private void taken(String line) {
            if (line.equals(".")) {
                data = false;
                accepted.add(recipient);
                if (socket.isSsl()) {
                    overTls.add(recipient);
                }
                say("250 taken");
            }
        }

        private String answerFor(String address) {
            if (address.startsWith("gone")) {
                return "550-5.1.1 <" + address + ">: no such\r\n550 5.1.1 mailbox";
            }
            Integer left = comeBack.computeIfPresent(address, (same, times) -> times - 1);
            return left != null && left >= 0 ? "450 come back" : "250 ok";
        }

        private void say(String line) {
            socket.write(line + "\r\n");
        }
    }
}
