package app.proca.notify.api.link;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import app.proca.notify.api.edge.CurrentAddress;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** The links of the mails that ask: {@code /link/accept/12345678?id=4}. */
@Path("/link")
@NonBlocking
public class ConfirmLinks {

    private final Visitors visitors;

    ConfirmLinks(Visitors visitors) {
        this.visitors = visitors;
    }

    /** Says yes and leads on. */
    @GET
    @Path("accept/{code}")
    public Uni<Response> accept(@PathParam("code") String code, @BeanParam LinkParameters parameters,
            @Context HttpServerRequest request) {
        return answer(true, code, parameters, request);
    }

    /** Says no and leads on. */
    @GET
    @Path("reject/{code}")
    public Uni<Response> reject(@PathParam("code") String code, @BeanParam LinkParameters parameters,
            @Context HttpServerRequest request) {
        return answer(false, code, parameters, request);
    }

    /** Mail programs look where links lead: that answers nothing. */
    @HEAD
    @Path("accept/{code}")
    public Response lookAtAccept() {
        return Response.noContent().build();
    }

    /** As {@link #lookAtAccept}. */
    @HEAD
    @Path("reject/{code}")
    public Response lookAtReject() {
        return Response.noContent().build();
    }

    private Uni<Response> answer(boolean accepts, String code, LinkParameters parameters, HttpServerRequest request) {
        return Uni.createFrom()
                .deferred(() -> visitors.answer(parameters.visit(accepts, code, CurrentAddress.of(request)),
                        parameters.authorization))
                .map(answer -> LinkAnswer.next(parameters.redirect))
                .onFailure().recoverWithItem(LinkAnswer::wrong);
    }
}
