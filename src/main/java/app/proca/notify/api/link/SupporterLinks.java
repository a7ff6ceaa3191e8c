package app.proca.notify.api.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import app.proca.notify.action.Action;
import app.proca.notify.action.MailedActions;
import app.proca.notify.common.ClientFault;
import app.proca.notify.stats.Sighting;
import app.proca.notify.stats.Sightings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** The links of the mails to supporters: {@code /link/s/12/accept/<contactRef>} and {@code /link/d/12/<contactRef>}. */
@Path("/link")
@NonBlocking
public class SupporterLinks {

    private final MailedActions mailed;
    private final Sightings sightings;

    SupporterLinks(MailedActions mailed, Sightings sightings) {
        this.mailed = mailed;
        this.sightings = sightings;
    }

    /** The supporter confirms, or declines, that the action is theirs. */
    @GET
    @Path("s/{action}/{verb}/{contactRef}")
    public Uni<Response> confirm(@PathParam("verb") String verb, @BeanParam SupporterLinkParameters parameters) {
        return answer(() -> follow(verb, parameters),
                followed -> Uni.createFrom().item(LinkAnswer.done(parameters, confirmed(verb, parameters))));
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
        return answer(() -> mailed.optIn(parameters.link()), action -> optedIn(action, parameters));
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
                : sightings.of(List.of(action.actionPageId))
                        .map(seen -> LinkAnswer
                                .backToPage(Optional.ofNullable(seen.get(action.actionPageId)).map(Sighting::location)));
    }

    /** The answer is looked up after the commit: nobody waits for a second connection with one in their hands. */
    private static <T> Uni<Response> answer(Supplier<Uni<T>> work, Function<T, Uni<Response>> answer) {
        return Uni.createFrom().deferred(() -> Panache.withTransaction(() -> Uni.createFrom().deferred(work::get)))
                .chain(answer::apply)
                .onFailure().recoverWithItem(LinkAnswer::wrong);
    }
}
