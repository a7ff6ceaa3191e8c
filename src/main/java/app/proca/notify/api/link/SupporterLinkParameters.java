package app.proca.notify.api.link;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jspecify.annotations.Nullable;

import app.proca.notify.action.MailLink;
import app.proca.notify.common.ClientFault;

/** What a link to a supporter carries: whose it is, whether they opt in, and where they want to be led. */
public class SupporterLinkParameters {

    private static final Pattern ACTION = Pattern.compile("[0-9]{1,18}");
    /** Base64url; some programs pad it. */
    private static final Pattern REFERENCE = Pattern.compile("([A-Za-z0-9_-]+)={0,2}");
    private static final List<String> YES = List.of("1", "true");

    @PathParam("action")
    public String action = "";
    @PathParam("contactRef")
    public String contactRef = "";
    @QueryParam("doi")
    public @Nullable String doi;
    @QueryParam("redir")
    public @Nullable String redirect;

    /** @throws ClientFault where the link is none of ours */
    MailLink link() {
        Matcher reference = REFERENCE.matcher(contactRef);
        if (!ACTION.matcher(action).matches() || !reference.matches()) {
            throw ClientFault.plain(LinkAnswer.MALFORMED);
        }
        return new MailLink(Long.parseLong(action), reference.group(1));
    }

    boolean optsIn() {
        return doi != null && YES.contains(doi);
    }

    /** Whether they want to be led anywhere. */
    boolean leadsOn() {
        return redirect != null && !redirect.isBlank();
    }
}
