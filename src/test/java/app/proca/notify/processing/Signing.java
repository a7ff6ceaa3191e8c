package app.proca.notify.processing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import app.proca.notify.action.Action;
import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** Orgs, their campaigns, and people who sign: rows as intake writes them, each signature in one transaction. */
final class Signing {

    private Signing() {}

    /** A signature as it was taken. */
    record Signature(Supporter supporter, Action action, List<Contact> contacts) {}

    /** Reads what is delivered and asked in queues of its own. */
    static Org anOrg(Consumer<Org> more) {
        Org org = new Org();
        org.name = "org-" + UUID.randomUUID();
        org.title = "Lead Org";
        org.customActionDeliver = true;
        more.accept(org);
        return written(org);
    }

    static Campaign aCampaign(Org lead, Consumer<Campaign> more) {
        Campaign campaign = new Campaign();
        campaign.orgId = lead.id;
        campaign.name = "save-oceans-" + UUID.randomUUID();
        campaign.title = "Save all Oceans";
        more.accept(campaign);
        return written(campaign);
    }

    static ActionPage aPage(Org org, Campaign campaign) {
        ActionPage page = new ActionPage();
        page.name = "lead/oceans-" + UUID.randomUUID();
        page.locale = "en";
        page.orgId = org.id;
        page.campaignId = campaign.id;
        page.thankYouTemplate = "thankyou";
        return written(page);
    }

    static Supporter aSupporter(ActionPage page, String email) {
        Supporter supporter = new Supporter();
        supporter.campaignId = page.campaignId;
        supporter.actionPageId = page.id;
        supporter.fingerprint = Arrays.copyOf(email.getBytes(StandardCharsets.UTF_8), 32);
        supporter.email = email;
        supporter.firstName = "Jan";
        supporter.lastName = "Kowalski";
        supporter.address = "Street 1";
        supporter.area = "PL";
        return supporter;
    }

    static Action anAction(ActionPage page) {
        Action action = new Action();
        action.actionType = "petition";
        action.campaignId = page.campaignId;
        action.actionPageId = page.id;
        action.withConsent = true;
        action.fields = new JsonObject().put("foo", "Bar");
        return action;
    }

    static Contact inClear(Org org, String json) {
        Contact contact = new Contact();
        contact.orgId = org.id;
        contact.payload = json.getBytes(StandardCharsets.UTF_8);
        contact.communicationConsent = true;
        contact.deliveryConsent = true;
        return contact;
    }

    static Contact encrypted(Org org, JsonNode personalInfo) {
        Contact contact = inClear(org, "");
        contact.payload = bytes(personalInfo.get("payload"));
        contact.cryptoNonce = bytes(personalInfo.get("nonce"));
        contact.publicKeyId = aKey(org, personalInfo.at("/encryptKey/public")).id;
        contact.signKeyId = aKey(org, personalInfo.at("/signKey/public")).id;
        return contact;
    }

    @CanIgnoreReturnValue
    static Signature sign(Supporter supporter, Action action, Contact... contacts) {
        inTransaction(() -> signed(supporter, action, contacts));
        return new Signature(supporter, action, List.of(contacts));
    }

    @CanIgnoreReturnValue
    static Signature sign(ActionPage page, String email, Org org) {
        return sign(aSupporter(page, email), anAction(page), inClear(org, "{\"firstName\":\"Jan\",\"email\":\"" + email + "\"}"));
    }

    static Uni<Action> signed(Supporter supporter, Action action, Contact... contacts) {
        List<Supplier<Uni<PanacheEntityBase>>> steps = new ArrayList<>();
        steps.add(supporter::persist);
        for (Contact contact : contacts) {
            steps.add(() -> {
                contact.supporterId = supporter.id;
                return contact.persist();
            });
        }
        steps.add(() -> {
            action.supporterId = supporter.id;
            return action.persist();
        });
        return Multi.createFrom().iterable(steps).onItem().transformToUniAndConcatenate(Supplier::get).collect().last()
                .replaceWith(action);
    }

    @CanIgnoreReturnValue
    static <T> T written(T row) {
        inTransaction(() -> ((PanacheEntityBase) row).persist());
        return row;
    }

    static <T> void change(Supplier<Uni<T>> found, Consumer<T> change) {
        inTransaction(() -> found.get().invoke(change));
    }

    @CanIgnoreReturnValue
    static <T> T inTransaction(Supplier<Uni<T>> work) {
        return result(() -> Panache.withTransaction(work));
    }

    @CanIgnoreReturnValue
    static <T> T result(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PublicKey aKey(Org org, JsonNode publicHalf) {
        PublicKey key = new PublicKey();
        key.orgId = org.id;
        key.name = "key";
        key.publicHalf = bytes(publicHalf);
        return written(key);
    }

    static byte[] bytes(JsonNode base64url) {
        return Base64.getUrlDecoder().decode(base64url.asText());
    }
}
