package app.proca.notify.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import app.proca.notify.action.Action;
import app.proca.notify.action.ActionStatus;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ProcessingStatus;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/** What supporters left behind, as rows of the application under test, told to its observers. */
public final class Signatures {

    private Signatures() {}

    /** A new page of the org in the campaign. */
    public static ActionPage aPage(String org, String campaign) {
        long id = Api.answer("mutation ($o: String!, $c: String!, $p: ActionPageInput!) { "
                + "addActionPage(orgName: $o, campaignName: $c, input: $p) { id } }",
                Map.of("o", org, "c", campaign, "p", Map.of("name", "act.example.org/" + UUID.randomUUID(), "locale", "en")))
                .at("/addActionPage/id").asLong();
        return inTransaction(() -> ActionPage.<ActionPage>findById(id));
    }

    /** A supporter of the page, new; the same person is the same supporter in other places. */
    public static Supporter aSupporter(ActionPage page, String person) {
        Supporter supporter = new Supporter();
        supporter.campaignId = page.campaignId;
        supporter.actionPageId = page.id;
        supporter.fingerprint = person.getBytes(StandardCharsets.UTF_8);
        supporter.area = "PL";
        supporter.email = person + "@example.org";
        supporter.firstName = person;
        return supporter;
    }

    /** The same, accepted as the first of that person. */
    public static Supporter anAcceptedSupporter(ActionPage page, String person) {
        var supporter = aSupporter(page, person);
        supporter.processingStatus = ProcessingStatus.ACCEPTED;
        supporter.dupeRank = 0;
        return supporter;
    }

    /** An action on the page, whose supporter has to be stored already. */
    public static Action anAction(ActionPage page, Long supporterId, String type, ActionStatus status) {
        Action action = new Action();
        action.supporterId = supporterId;
        action.actionType = type;
        action.campaignId = page.campaignId;
        action.actionPageId = page.id;
        action.processingStatus = status;
        return action;
    }

    /** What an org keeps of the supporter, in clear, with consent. */
    public static Contact aContact(long orgId, Long supporterId, String payload) {
        Contact contact = new Contact();
        contact.orgId = orgId;
        contact.supporterId = supporterId;
        contact.payload = payload.getBytes(StandardCharsets.UTF_8);
        contact.communicationConsent = true;
        return contact;
    }

    /** Stores a supporter who is accepted, with a delivered petition and a contact of the page's org; returns the action. */
    public static Action aSignature(ActionPage page, String person) {
        var supporter = anAcceptedSupporter(page, person);
        return inTransaction(() -> supporter.persist()
                .chain(() -> aContact(page.orgId, supporter.id, "{\"firstName\":\"" + person + "\"}").persist())
                .chain(() -> anAction(page, supporter.id, "petition", ActionStatus.DELIVERED).<Action>persist()));
    }

    /** The result of work in a transaction of its own. */
    public static <T> T inTransaction(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(work));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
