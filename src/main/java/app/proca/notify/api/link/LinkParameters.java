package app.proca.notify.api.link;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;

/** What a link carries beside its code, and who follows it. */
public class LinkParameters {

    @QueryParam("email")
    public @Nullable String email;
    @QueryParam("id")
    public @Nullable String id;
    @QueryParam("org")
    public @Nullable String org;
    @QueryParam("redir")
    public @Nullable String redirect;
    @HeaderParam(HttpHeaders.AUTHORIZATION)
    public @Nullable String authorization;

    /** @throws ClientFault where the link is none of ours */
    Visit visit(boolean accepts, String code, String address) {
        return Visit.of(accepts, code, email, id, org, address);
    }
}
