package app.proca.notify.cli.smoke.receipt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What a mail server and its client say to each other, as much of RFC 5321 as a client needs who logs in nowhere. */
final class MailSession {

    private static final int IDLE_MS = 60_000;
    private static final String DONE = "250 OK";

    private final BufferedReader in;
    private final OutputStream out;
    private final Heard<Mail> heard;
    private final List<String> recipients = new ArrayList<>();

    private MailSession(BufferedReader in, OutputStream out, Heard<Mail> heard) {
        this.in = in;
        this.out = out;
        this.heard = heard;
    }

    /** Until the client has enough. */
    static void serve(Socket client, Heard<Mail> heard) {
        try (client) {
            client.setSoTimeout(IDLE_MS);
            new MailSession(new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1)),
                    client.getOutputStream(), heard).talk();
        } catch (IOException hungUp) {
            // a mail that was not taken is sent once more, or missed by who waits for it
        }
    }

    private void talk() throws IOException {
        say("220 smoke ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say("250-smoke\r\n250 8BITMIME");
                case "RCPT" -> rcpt(line);
                case "DATA" -> data();
                case "RSET", "MAIL" -> reset();
                case "HELO", "NOOP" -> say(DONE);
                case "QUIT" -> {
                    say("221 Bye");
                    return;
                }
                default -> say("502 Not here");
            }
        }
    }

    private void rcpt(String line) throws IOException {
        int from = line.indexOf('<');
        int to = line.indexOf('>');
        if (from < 0 || to < from) {
            say("501 RCPT TO:<address>");
            return;
        }
        recipients.add(line.substring(from + 1, to));
        say(DONE);
    }

    private void reset() throws IOException {
        recipients.clear();
        say(DONE);
    }

    private void data() throws IOException {
        say("354 Go ahead");
        String source = source();
        if (source == null) {
            return;
        }
        recipients.forEach(recipient -> heard.add(Mail.of(recipient, source)));
        reset();
    }

    /** Null where the client hung up before the end. */
    private @Nullable String source() throws IOException {
        StringBuilder source = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return source.toString();
            }
            source.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return null;
    }

    private void say(String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
