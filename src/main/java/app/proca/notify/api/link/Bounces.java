package app.proca.notify.api.link;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import app.proca.notify.action.MailedActions;
import app.proca.notify.common.ClientFault;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Where providers report what became of mails: one event, or a list of them. Each event is a transaction of its own; a provider
 * that is not answered 200 sends all again, and what was done already changes nothing.
 */
@Path("/webhook")
@Consumes(MediaType.WILDCARD)
@NonBlocking
public class Bounces {

    private static final Logger LOG = Logger.getLogger(Bounces.class);
    private static final String CHALLENGE = "Basic realm=\"The secret is the password\", charset=\"UTF-8\"";
    private static final ObjectReader JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

    private final MailedActions mailed;
    private final BounceSettings settings;

    Bounces(MailedActions mailed, BounceSettings settings) {
        this.mailed = mailed;
        this.settings = settings;
    }

    @POST
    @Path("mailjet")
    public Uni<Response> mailjet(byte[] body, @BeanParam ProviderCredentials credentials) {
        return take(MailProvider.MAILJET, body, credentials);
    }

    @POST
    @Path("brevo")
    public Uni<Response> brevo(byte[] body, @BeanParam ProviderCredentials credentials) {
        return take(MailProvider.BREVO, body, credentials);
    }

    private Uni<Response> take(MailProvider provider, byte[] body, ProviderCredentials credentials) {
        return Uni.createFrom().item(() -> events(body, credentials))
                .onItem().transformToMulti(Multi.createFrom()::iterable)
                .map(provider::read)
                .onItem().transformToUniAndConcatenate(report -> report.map(this::take).orElseGet(Bounces::nothing))
                .collect().last()
                .replaceWith(() -> Response.ok().build())
                .onFailure().recoverWithItem(failure -> LinkAnswer.wrong(failure, CHALLENGE));
    }

    private List<JsonNode> events(byte[] body, ProviderCredentials credentials) {
        settings.secret().filter(secret -> !credentials.show(secret)).ifPresent(secret -> {
            throw ClientFault.unauthorized("Show the secret that this server has in PROCA_BOUNCES_SECRET");
        });
        JsonNode json = parse(body);
        List<JsonNode> events = json.isArray() ? StreamSupport.stream(json.spliterator(), false).toList() : List.of(json);
        if (events.stream().allMatch(JsonNode::isObject)) {
            return events;
        }
        throw ClientFault.plain("The body must be an event, or a list of events");
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            throw ClientFault.plain("The body is not JSON");
        }
    }

    private Uni<Void> take(MailReport report) {
        if (report instanceof MailReport.Lost lost) {
            return Panache.withTransaction(() -> mailed.lose(lost.actionId(), lost.status(), lost.happened()));
        }
        LOG.infof("A mail to %s is late: soft bounce", ((MailReport.Soft) report).domain());
        return nothing();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
