package app.proca.notify.cli.smoke.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

/** Against answers as Mailpit's API gives them, and as the service's page is. */
class MailboxesTest {

    private static final Map<String, String> ANSWERS = Map.of(
            "/api/v1/search?limit=50&query=to%3A%22jan%40example.org%22",
            "{\"total\":1,\"messages_count\":1,\"messages\":[{\"ID\":\"4oRBnPtCXgAqZniRhzLNmS\",\"Subject\":\"Hi\",\"Snippet\":\"…\"}]}",
            "/api/v1/message/4oRBnPtCXgAqZniRhzLNmS",
            "{\"ID\":\"4oRBnPtCXgAqZniRhzLNmS\",\"Subject\":\"Hi\",\"Text\":\"Your code is 12345678.\",\"HTML\":\"<p>Hello</p>\"}",
            "/mailbox", """
                    <table>
                    <tr><td>2026-11-25T13:00:00Z</td><td>ada@example.org</td><td><a href="/mailbox/2@example.org">Other</a></td></tr>
                    <tr><td>2026-11-25T13:00:00Z</td><td>jan@example.org</td><td><a href="/mailbox/1@example.org">Hi</a></td></tr>
                    </table>""",
            "/mailbox/1%40example.org",
            "<iframe sandbox=\"allow-popups\" srcdoc=\"&lt;a href=&quot;https:&#x2F;&#x2F;act.example.org"
                    + "&#x2F;link&#x2F;d&#x2F;1&#x2F;abc&quot;&gt;Yes&lt;/a&gt;\"></iframe>");

    private HttpServer server;
    private URI root;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        var unused = server.createContext("/", exchange -> {
            try (exchange) {
                byte[] answer = ANSWERS.getOrDefault(exchange.getRequestURI().toString(), "").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        root = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_mail_in_mailpit_is_read() throws Exception {
        Mailboxes mailpit = new Mailboxes(List.of(root));

        assertThat(mailpit.mailsTo("jan@example.org")).singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("Hi", "Your code is 12345678.", "<p>Hello</p>"));
        assertThat(mailpit.arePreviews()).isFalse();
    }

    @Test
    void a_mail_on_the_services_page_is_read_with_its_link() throws Exception {
        Mailboxes page = new Mailboxes(List.of(root.resolve("/mailbox/")));

        assertThat(page.mailsTo("jan@example.org")).singleElement()
                .satisfies(mail -> assertThat(mail.link("d")).contains(URI.create("/link/d/1/abc")));
        assertThat(page.arePreviews()).isTrue();
    }

    @Test
    void a_place_that_is_no_mailbox_is_said() {
        assertThatThrownBy(() -> new Mailboxes(List.of(root.resolve("/other"))).mailsTo("jan@example.org"))
                .isInstanceOf(NotSeen.class).hasMessageStartingWith("the mailbox answers HTTP 404 at " + root + "/other/api/v1/");
    }
}
