package app.proca.notify.api.link;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import app.proca.notify.api.edge.CurrentAddress;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** The links of the mails that ask: {@code /link/accept/12345678?id=4}. */
@Path("/link/{verb: accept|reject}/{code}")
@NonBlocking
public class ConfirmLinks {

    private final Visitors visitors;

    ConfirmLinks(Visitors visitors) {
        this.visitors = visitors;
    }

    /** Answers a Confirm and leads on. */
    @GET
    public Uni<Response> follow(@PathParam("verb") String verb, @PathParam("code") String code,
            @QueryParam("email") @Nullable String email, @QueryParam("id") @Nullable String id,
            @QueryParam("org") @Nullable String org, @QueryParam("redir") @Nullable String redirect,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> visitors
                .answer(Visit.of(verb, code, email, id, org, CurrentAddress.of(request)), authorization))
                .map(answer -> LinkAnswer.next(redirect))
                .onFailure().recoverWithItem(LinkAnswer::wrong);
    }

    /** Mail programs look where links lead: that answers nothing. */
    @HEAD
    public Response look() {
        return Response.noContent().build();
    }
}
