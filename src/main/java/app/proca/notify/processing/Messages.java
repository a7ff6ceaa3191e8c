package app.proca.notify.processing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.hibernate.reactive.mutiny.Mutiny;

import app.proca.notify.key.PublicKey;
import app.proca.notify.message.ActionMessage;
import app.proca.notify.message.HeldContact;
import app.proca.notify.message.SignedAction;
import app.proca.notify.message.Stage;
import app.proca.notify.outbox.Channel;
import app.proca.notify.outbox.NewNotification;
import app.proca.notify.queue.topology.ExchangeName;
import app.proca.notify.queue.topology.OrgExchanges;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;
import io.smallrye.mutiny.Uni;

/**
 * The messages of actions that enter a stage. Delivered is to every org that holds a contact, with that org's contact; who has
 * to be asked is the business of the page's org alone.
 */
final class Messages {

    private static final String HELD = """
            select c, e, k, o.actionSchemaVersion from Contact c join Org o on o.id = c.orgId
              left join PublicKey e on e.id = c.publicKeyId left join PublicKey k on k.id = c.signKeyId
            where c.supporterId in (:supporters) order by c.id""";

    /** Who receives, what they hold, and the version that they read. */
    private record Holder(HeldContact held, int version) {}

    /** By supporter, then by org; of an org that holds several contacts of a supporter, the newest. */
    private final Map<Long, Map<Long, Holder>> holders;

    private Messages(Map<Long, Map<Long, Holder>> holders) {
        this.holders = holders;
    }

    static Uni<Messages> about(Mutiny.Session session, List<Move> moves) {
        Map<Long, Supporter> supporters = new LinkedHashMap<>();
        moves.stream().filter(move -> move.step().stage().isPresent())
                .forEach(move -> supporters.put(move.supporter().id, move.supporter()));
        return supporters.isEmpty() ? Uni.createFrom().item(new Messages(Map.of()))
                : session.createSelectionQuery(HELD, Object[].class).setParameter("supporters", supporters.keySet())
                        .getResultList().map(rows -> new Messages(holders(rows, supporters)));
    }

    private static Map<Long, Map<Long, Holder>> holders(List<Object[]> rows, Map<Long, Supporter> supporters) {
        Map<Long, Map<Long, Holder>> holders = new LinkedHashMap<>();
        for (Object[] row : rows) {
            Contact contact = (Contact) row[0];
            Supporter supporter = supporters.get(contact.supporterId);
            if (supporter != null && contact.orgId != null) {
                holders.computeIfAbsent(supporter.id, first -> new LinkedHashMap<>()).put(contact.orgId, new Holder(
                        new HeldContact(supporter, contact, (PublicKey) row[1], (PublicKey) row[2]), (Integer) row[3]));
            }
        }
        return holders;
    }

    /** As of now: what is cleared afterwards is in them. */
    List<NewNotification> of(Move move) {
        List<NewNotification> messages = new ArrayList<>();
        Map<Long, Holder> held = holders.getOrDefault(move.supporter().id, Map.of());
        move.step().stage().ifPresent(stage -> {
            if (stage == Stage.DELIVER) {
                held.forEach((orgId, holder) -> messages.add(message(move, stage, orgId, holder)));
            } else {
                SignedAction signed = move.signed();
                messages.add(message(move, stage, signed.org().id, held.getOrDefault(signed.org().id,
                        new Holder(HeldContact.none(move.supporter()), signed.org().actionSchemaVersion))));
            }
        });
        return messages;
    }

    private static NewNotification message(Move move, Stage stage, long orgId, Holder holder) {
        return new NewNotification(Channel.BROKER, orgId, "supporter:" + move.supporter().id, stage.wireName(),
                exchange(orgId, stage).value(), ActionMessage.routingKey(move.signed()),
                ActionMessage.render(holder.version(), move.signed(), holder.held(), stage));
    }

    private static ExchangeName exchange(long orgId, Stage stage) {
        OrgExchanges exchanges = new OrgExchanges(orgId);
        return switch (stage) {
            case SUPPORTER_CONFIRM -> exchanges.confirmSupporter();
            case ACTION_CONFIRM -> exchanges.confirmAction();
            case DELIVER -> exchanges.deliver();
        };
    }
}
