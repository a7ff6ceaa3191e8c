package app.proca.notify.cli.smoke.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailListenerTest {

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(10));
    private static final Patience NONE = new Patience(Duration.ofMillis(1));

    private MailListener listener;

    @BeforeEach
    void listen() throws Exception {
        listener = MailListener.at(Place.parse("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void a_mail_of_another_program_is_read_with_its_link() throws Exception {
        send("quoted-printable", "Zażółć gęślą jaźń, " + "a long line ".repeat(20)
                + "\n.\n..\n<a href=\"https://act.example.org/link/d/17/abc-_=\">Yes</a>\n"
                + "<a href=\"https://act.example.org/link/s/17/accept/abc\">Confirm</a>", "Jan@Example.org", "ada@example.org");

        Mail mail = listener.await("jan@example.org", "gęślą", PATIENCE);

        assertThat(mail.link("d")).contains(URI.create("/link/d/17/abc-_="));
        assertThat(mail.link("s")).contains(URI.create("/link/s/17/accept/abc"));
        assertThat(mail.link("x")).isEmpty();
        assertThat(mail.text()).contains("\n.\r\n", "\n..\r\n");
        assertThat(listener.mailsTo("ada@example.org")).hasSize(1);
    }

    @Test
    void one_that_came_in_clear_is_read_too() throws Exception {
        send("8bit", "https://act.example.org/link/d/17/abc", "jan@example.org");

        assertThat(listener.await("jan@example.org", "link", PATIENCE).link("d")).contains(URI.create("/link/d/17/abc"));
    }

    @Test
    void a_mail_that_did_not_come_is_said() {
        assertThatThrownBy(() -> listener.await("jan@example.org", "thanks", NONE)).isInstanceOf(NotSeen.class)
                .hasMessage("a mail to jan@example.org with “thanks” did not come within 0.001s");
    }

    private void send(String encoding, String text, String... to) throws Exception {
        URI place = URI.create(listener.url());
        Properties properties = new Properties();
        properties.put("mail.smtp.host", place.getHost());
        properties.put("mail.smtp.port", Integer.toString(place.getPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("smoke@example.org"));
        for (String recipient : to) {
            message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
        }
        message.setText(text, "UTF-8", "html");
        message.setHeader("Content-Transfer-Encoding", encoding);
        Transport.send(message);
    }
}
