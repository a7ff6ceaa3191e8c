package app.proca.notify.action;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.ActionPage;
import app.proca.notify.campaign.Campaign;
import app.proca.notify.key.PublicKey;
import app.proca.notify.org.Org;
import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.ContactRef;
import app.proca.notify.supporter.Supporter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * What an org may take out: actions of which it holds a contact, with these contacts, by their ids. A page of it is read with
 * four queries, however long it is; what many rows share is read once. Runs in the caller's session.
 */
@ApplicationScoped
public class Exports {

    private static final String ACTIONS = """
            select a, s, c, d, o from Action a join Supporter s on s.id = a.supporterId
              join Contact c on c.supporterId = s.id and c.orgId = :org
              left join Donation d on d.actionId = a.id left join Source o on o.id = a.sourceId
            where a.processingStatus in (app.proca.notify.action.ActionStatus.ACCEPTED, app.proca.notify.action.ActionStatus.DELIVERED,
                app.proca.notify.action.ActionStatus.REPEAT)
              and not exists (select 1 from Contact n where n.supporterId = s.id and n.orgId = :org and n.id > c.id)
              and not exists (select 1 from Donation f where f.actionId = a.id and f.id < d.id)""";

    private static final String PLACES = """
            select p, o, c, l from ActionPage p join Org o on o.id = p.orgId join Campaign c on c.id = p.campaignId
              join Org l on l.id = c.orgId where p.id in :ids""";

    private static final String OPTED_IN = " and c.communicationConsent = true";
    private static final String DOUBLE_OPTED_IN =
            " and s.emailStatus = app.proca.notify.supporter.EmailStatus.DOUBLE_OPT_IN";

    /**
     * Actions that were accepted, repeated ones too: what was sent to the org's own queue.
     *
     * @throws app.proca.notify.common.ClientFault (in the Uni) where all are too many for one answer
     */
    public Uni<List<ExportedAction>> actions(ExportFilter filter) {
        Map<String, Object> parameters = new HashMap<>(Map.of("org", filter.orgId()));
        String query = ACTIONS + and("a.campaignId = :campaign", "campaign", filter.campaignId(), parameters)
                + and("a.actionType = :type", "type", filter.actionType(), parameters)
                + and("s.fingerprint = :person", "person", person(filter), parameters)
                + and("a.id >= :start", "start", id(filter), parameters)
                + and("a.insertedAt >= :after", "after", filter.after(), parameters)
                + (filter.includeTesting() ? "" : " and a.testing = false")
                + (filter.onlyContacts() ? " and a.withConsent = true" : "") + consent(filter) + " order by a.id";
        return rows(query, parameters, filter).chain(rows -> Panache.getSession()
                .chain(session -> places(session, rows)
                        .chain(places -> keys(session, rows).map(keys -> exported(rows, places, keys)))));
    }

    private static Uni<List<Object[]>> rows(String query, Map<String, Object> parameters, ExportFilter filter) {
        if (filter.rows() == 0) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession().chain(session -> {
            Mutiny.SelectionQuery<Object[]> selection =
                    session.createSelectionQuery(query, Object[].class).setMaxResults(filter.rows()).setReadOnly(true);
            parameters.forEach(selection::setParameter);
            return selection.getResultList();
        }).invoke(rows -> filter.requireWhole(rows.size()));
    }

    private static Uni<Map<Long, ExportedAction.Place>> places(Mutiny.Session session, List<Object[]> rows) {
        Set<Long> pages = rows.stream().map(row -> ((Action) row[0]).actionPageId).collect(Collectors.toSet());
        return session.createSelectionQuery(PLACES, Object[].class).setParameter("ids", pages).setReadOnly(true).getResultList()
                .map(found -> found.stream()
                        .map(row -> new ExportedAction.Place((ActionPage) row[0], (Org) row[1], (Campaign) row[2], (Org) row[3]))
                        .collect(Collectors.toMap(place -> place.page().id, Function.identity())));
    }

    private static Uni<Map<Long, PublicKey>> keys(Mutiny.Session session, List<Object[]> rows) {
        Set<Long> ids = rows.stream().flatMap(Stream::of).filter(Contact.class::isInstance).map(Contact.class::cast)
                .flatMap(contact -> Stream.of(contact.publicKeyId, contact.signKeyId)).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return session.createSelectionQuery("from PublicKey k where k.id in :ids", PublicKey.class).setParameter("ids", ids)
                .setReadOnly(true).getResultList()
                .map(keys -> keys.stream().collect(Collectors.toMap(key -> key.id, Function.identity())));
    }

    private static List<ExportedAction> exported(List<Object[]> rows, Map<Long, ExportedAction.Place> places,
            Map<Long, PublicKey> keys) {
        return rows.stream().filter(row -> places.containsKey(((Action) row[0]).actionPageId)).map(row -> {
            Contact contact = (Contact) row[2];
            return new ExportedAction((Action) row[0], (Supporter) row[1], contact, (Donation) row[3], (Source) row[4],
                    Objects.requireNonNull(places.get(((Action) row[0]).actionPageId)), key(keys, contact.publicKeyId),
                    key(keys, contact.signKeyId));
        }).toList();
    }

    private static @Nullable PublicKey key(Map<Long, PublicKey> keys, @Nullable Long id) {
        return id == null ? null : keys.get(id);
    }

    private static String consent(ExportFilter filter) {
        return (filter.onlyOptIn() ? OPTED_IN : "") + (filter.onlyDoubleOptIn() ? DOUBLE_OPTED_IN : "");
    }

    private static @Nullable Long id(ExportFilter filter) {
        return filter.start() == null ? null : Long.valueOf(filter.start());
    }

    private static byte @Nullable [] person(ExportFilter filter) {
        return filter.contactRef() == null ? null : ContactRef.decode(filter.contactRef());
    }

    private static String and(String condition, String parameter, @Nullable Object value, Map<String, Object> parameters) {
        if (value == null) {
            return "";
        }
        parameters.put(parameter, value);
        return " and " + condition;
    }
}
