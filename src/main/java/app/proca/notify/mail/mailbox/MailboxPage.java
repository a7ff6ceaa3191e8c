package app.proca.notify.mail.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;

import app.proca.notify.mail.letter.Letter;
import io.smallrye.common.annotation.NonBlocking;

/** Shows the mailbox while developing; elsewhere there is no such page. */
@Path("/mailbox")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
@NonBlocking
public class MailboxPage {

    private final Mailbox mailbox;
    private final MailboxSettings settings;
    private final Template list = template("list");
    private final Template mail = template("mail");

    MailboxPage(Mailbox mailbox, MailboxSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    /** All mails, the newest first. */
    @GET
    public String list() {
        requirePage();
        List<Map<String, Object>> mails = mailbox.letters().stream().map(MailboxPage::values).toList();
        return list.execute(Map.of("mails", mails, "none", mails.isEmpty()));
    }

    /** One mail: its headers, its text, and its HTML without scripts. */
    @GET
    @Path("{id}")
    public String mail(@PathParam("id") String id) {
        requirePage();
        return mail.execute(values(mailbox.byId("<" + id + ">").orElseThrow(NotFoundException::new)));
    }

    private void requirePage() {
        if (!settings.page()) {
            throw new NotFoundException();
        }
    }

    private static Map<String, Object> values(Letter letter) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", letter.messageId().substring(1, letter.messageId().length() - 1));
        values.put("to", letter.to().address());
        values.put("subject", letter.subject());
        values.put("date", letter.date().toString());
        values.put("headers", letter.headers().entrySet().stream()
                .map(header -> Map.of("name", header.getKey(), "value", header.getValue())).toList());
        values.put("text", Objects.requireNonNullElse(letter.text(), ""));
        values.put("html", letter.html());
        return values;
    }

    private static Template template(String name) {
        try (InputStream stream = MailboxPage.class.getResourceAsStream("/mailbox/" + name + ".html")) {
            return Mustache.compiler().emptyStringIsFalse(true)
                    .compile(new InputStreamReader(Objects.requireNonNull(stream, name), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the page " + name, failure);
        }
    }
}
