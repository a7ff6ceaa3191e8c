package app.proca.notify.mail.supporter;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages of the queue: those that Proca sent, and what version 1 makes of one. */
public final class Told {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** There is no sample of it: written by spec/amqp.md. */
    static final String VERSION_1 = """
            {"schema":"proca:action:1","stage":"deliver","actionId":12,"actionPageId":2,"campaignId":3,"orgId":2,
             "action":{"actionType":"petition","createdAt":"2026-11-23T23:46:48Z","testing":true,"fields":{"foo":"Bar"}},
             "actionPage":{"locale":"en","name":"lead/oceans-en","thankYouTemplate":"thankyou"},
             "campaign":{"externalId":777,"name":"save-oceans","title":"Save all Oceans"},
             "org":{"name":"lead","title":"Lead Org"},
             "contact":{"ref":"mfbpbPK_2yjs","firstName":"Jan","email":"jan@example.com","area":"PL",
               "payload":"{\\"firstName\\":\\"Jan\\",\\"lastName\\":\\"Kowalski\\",\\"email\\":\\"jan@example.com\\"}"},
             "privacy":{"communication":true,"givenAt":"2026-11-23T23:46:48Z"},"tracking":null}""";

    private Told() {}

    /** The body of a sample, to be changed. */
    public static ObjectNode sample(String name) {
        return body("/samples/amqp/" + name + ".json");
    }

    static ActionTold read(JsonNode body) {
        return ActionTold.read(body.toString()).orElseThrow();
    }

    static ActionTold read(String body) {
        return ActionTold.read(body).orElseThrow();
    }

    private static ObjectNode body(String resource) {
        try (var stream = Told.class.getResourceAsStream(resource)) {
            return (ObjectNode) JSON.readTree(stream).get("body");
        } catch (IOException failure) {
            throw new UncheckedIOException(resource, failure);
        }
    }
}
