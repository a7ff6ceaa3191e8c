package app.proca.notify.cli.smoke.receipt;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mail server that takes everything and sends nothing. */
public final class MailListener implements Inbox, AutoCloseable {

    private final ServerSocket server;
    private final String url;
    private final Heard<Mail> heard = new Heard<>();
    private final ExecutorService sessions = Executors.newCachedThreadPool(MailListener::daemon);

    private MailListener(ServerSocket server, String url) {
        this.server = server;
        this.url = url;
    }

    public static MailListener at(Place place) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(place.bound());
        MailListener listener = new MailListener(server, "smtp://" + place.named(server.getLocalPort()));
        listener.sessions.execute(listener::accept);
        return listener;
    }

    /** As the {@code host} of an SMTP service has it. */
    public String url() {
        return url;
    }

    @Override
    public List<Mail> mailsTo(String address) {
        return heard.all().stream().filter(mail -> mail.to().equalsIgnoreCase(address)).toList();
    }

    @Override
    public void close() {
        sessions.shutdownNow();
        try {
            server.close();
        } catch (IOException gone) {
            // closed is what it is to be
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sessions.execute(() -> MailSession.serve(client, heard));
            }
        } catch (IOException closed) {
            heard.end("nobody takes mails any more");
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "smoke-mails");
        thread.setDaemon(true);
        return thread;
    }
}
