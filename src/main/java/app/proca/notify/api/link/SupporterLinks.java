package app.proca.notify.api.link;

import java.util.function.Supplier;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import app.proca.notify.action.Action;
import app.proca.notify.action.LastSeen;
import app.proca.notify.action.MailedActions;
import app.proca.notify.common.ClientFault;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** The links of the mails to supporters: {@code /link/s/12/accept/<contactRef>} and {@code /link/d/12/<contactRef>}. */
@Path("/link")
@NonBlocking
public class SupporterLinks {

    private final MailedActions mailed;
    private final LastSeen lastSeen;

    SupporterLinks(MailedActions mailed, LastSeen lastSeen) {
        this.mailed = mailed;
        this.lastSeen = lastSeen;
    }

    /** The supporter confirms, or declines, that the action is theirs. */
    @GET
    @Path("s/{action}/{verb}/{contactRef}")
    public Uni<Response> confirm(@PathParam("verb") String verb, @BeanParam SupporterLinkParameters parameters) {
        return answer(() -> follow(verb, parameters).replaceWith(() -> LinkAnswer.done(parameters, confirmed(verb, parameters))));
    }

    /** For forms, and for mail programs with a button of their own. */
    @POST
    @Path("s/{action}/{verb}/{contactRef}")
    public Uni<Response> confirmByForm(@PathParam("verb") String verb, @BeanParam SupporterLinkParameters parameters) {
        return confirm(verb, parameters);
    }

    /** The supporter opts in once more. */
    @GET
    @Path("d/{action}/{contactRef}")
    public Uni<Response> optIn(@BeanParam SupporterLinkParameters parameters) {
        return answer(() -> mailed.optIn(parameters.link()).chain(action -> optedIn(action, parameters)));
    }

    /** Mail programs look where links lead: that answers nothing. */
    @HEAD
    @Path("s/{action}/{verb}/{contactRef}")
    public Response lookAtConfirm() {
        return Response.noContent().build();
    }

    /** As {@link #lookAtConfirm}. */
    @HEAD
    @Path("d/{action}/{contactRef}")
    public Response lookAtOptIn() {
        return Response.noContent().build();
    }

    private Uni<Void> follow(String verb, SupporterLinkParameters parameters) {
        return switch (verb) {
            case "accept" -> mailed.accept(parameters.link(), parameters.optsIn());
            case "reject" -> mailed.reject(parameters.link());
            default -> throw ClientFault.plain(LinkAnswer.MALFORMED);
        };
    }

    private static String confirmed(String verb, SupporterLinkParameters parameters) {
        return "proca_confirm=" + verb + (parameters.optsIn() ? "&" + LinkAnswer.OPTED_IN : "");
    }

    private Uni<Response> optedIn(Action action, SupporterLinkParameters parameters) {
        return parameters.leadsOn()
                ? Uni.createFrom().item(LinkAnswer.done(parameters, LinkAnswer.OPTED_IN))
                : lastSeen.location(action.actionPageId).map(LinkAnswer::backToPage);
    }

    private static Uni<Response> answer(Supplier<Uni<Response>> work) {
        return Uni.createFrom().deferred(() -> Panache.withTransaction(() -> Uni.createFrom().deferred(work::get)))
                .onFailure().recoverWithItem(LinkAnswer::wrong);
    }
}
