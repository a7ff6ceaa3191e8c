package app.proca.notify.cli.smoke.receipt;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Mailboxes of others, looked at over HTTP: the page {@code /mailbox} of each instance of the service in dev mode, or Mailpit, a mail
 * catcher.
 *
 * @param urls of the one a service's, which ends with {@code /mailbox}, of the other its root
 */
public record Mailboxes(List<URI> urls) implements Inbox {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final String PAGE = "/mailbox";
    /** {@code <td>someone@example.org</td><td><a href="/mailbox/id">}: what the page is made of. */
    private static final Pattern ENTRY = Pattern.compile("<td>([^<]*)</td><td><a href=\"/mailbox/([^\"]+)\">");

    public Mailboxes {
        urls = List.copyOf(urls);
    }

    /** Whether an org's own mails can go there: through a service of the kind PREVIEW. */
    public boolean arePreviews() {
        return urls.stream().allMatch(Mailboxes::isPage);
    }

    @Override
    public List<Mail> mailsTo(String address) throws InterruptedException {
        List<Mail> mails = new ArrayList<>();
        for (URI url : urls) {
            mails.addAll(isPage(url) ? onPage(url, address) : inMailpit(url, address));
        }
        return mails;
    }

    private static boolean isPage(URI url) {
        return trimmed(url).endsWith(PAGE);
    }

    private static List<Mail> onPage(URI url, String address) throws InterruptedException {
        Matcher entries = ENTRY.matcher(get(trimmed(url)));
        List<String> ids = entries.results().filter(entry -> plain(entry.group(1)).equalsIgnoreCase(address))
                .map(entry -> plain(entry.group(2))).toList();
        List<Mail> mails = new ArrayList<>();
        for (String id : ids) {
            mails.add(new Mail(address, plain(get(trimmed(url) + "/" + encoded(id)))));
        }
        return mails;
    }

    private static List<Mail> inMailpit(URI url, String address) throws InterruptedException {
        String api = trimmed(url) + "/api/v1/";
        JsonNode found = json(get(api + "search?limit=50&query=" + encoded("to:\"" + address + "\"")));
        List<Mail> mails = new ArrayList<>();
        for (JsonNode one : found.path("messages")) {
            JsonNode mail = json(get(api + "message/" + encoded(one.path("ID").asText())));
            mails.add(new Mail(address, Stream.of("Subject", "Text", "HTML").map(part -> mail.path(part).asText())
                    .reduce("", (all, part) -> all + part + "\n")));
        }
        return mails;
    }

    private static String get(String url) throws InterruptedException {
        try {
            // none is kept: it would be made with a native binary, not by it
            HttpResponse<String> answer = HttpClient.newBuilder().connectTimeout(LIMIT).build().send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new NotSeen("the mailbox answers HTTP " + answer.statusCode() + " at " + url);
            }
            return answer.body();
        } catch (IOException failure) {
            throw new NotSeen("the mailbox does not answer at " + url + ": " + failure.getClass().getSimpleName());
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException other) {
            throw new NotSeen("what answers as the mailbox is neither the service's nor Mailpit");
        }
    }

    private static String trimmed(URI url) {
        return url.toString().replaceAll("/+$", "");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the escapes of HTML; of a document within a document without both. */
    private static String plain(String html) {
        return unescaped(unescaped(html));
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'")
                .replace("&#x2F;", "/").replace("&#x3D;", "=").replace("&#x60;", "`").replace("&amp;", "&");
    }
}
