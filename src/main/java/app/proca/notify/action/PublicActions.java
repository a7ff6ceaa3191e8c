package app.proca.notify.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** The newest actions of a campaign, as much of them as it lets everybody see. */
@ApplicationScoped
public class PublicActions {

    private static final int MOST = 100;

    private static final String NEWEST = """
            select a, s.area from Action a left join Supporter s on s.id = a.supporterId
            where a.campaignId = :campaign and a.actionType = :type
              and a.processingStatus in (app.proca.notify.action.ActionStatus.ACCEPTED, app.proca.notify.action.ActionStatus.DELIVERED)
            """;

    /** Those of a campaign that is busy are among the newest of all: nothing else is looked at. */
    private static final String LATELY = NEWEST + " and a.id > (select max(n.id) from Action n) - 20000 order by a.id desc";

    /** By the sum no index is sorted: those of a campaign that is quiet are found by the campaign, not behind all others. */
    private static final String EVER = NEWEST + " order by a.id + 0 desc";

    /**
     * An action that everybody may see.
     *
     * @param area where the supporter lives
     * @param fields only those that the campaign makes public
     */
    public record PublicAction(Action action, @Nullable String area, JsonObject fields) {}

    /**
     * Accepted and delivered ones, newest first.
     *
     * @param limit how many; more than a hundred are a hundred
     */
    public Uni<List<PublicAction>> newest(Mutiny.Session session, Campaign campaign, String type, int limit) {
        if (limit <= 0) {
            return Uni.createFrom().item(List.of());
        }
        List<String> keys = fieldKeys(campaign.publicActions, type);
        int most = Math.min(limit, MOST);
        return newest(session, LATELY, campaign.id, type, most)
                .chain(rows -> rows.size() == most ? Uni.createFrom().item(rows)
                        : newest(session, EVER, campaign.id, type, most))
                .map(rows -> rows.stream().map(row -> shown((Action) row[0], (String) row[1], keys)).toList());
    }

    private static Uni<List<Object[]>> newest(Mutiny.Session session, String query, long campaignId, String type, int most) {
        return session.createSelectionQuery(query, Object[].class).setParameter("campaign", campaignId)
                .setParameter("type", type).setMaxResults(most).setReadOnly(true).getResultList();
    }

    /**
     * The custom fields of an action type that everybody may see.
     *
     * @param publicActions {@code type:field}
     */
    public static List<String> fieldKeys(List<String> publicActions, String type) {
        String prefix = type + ":";
        return publicActions.stream().filter(entry -> entry.startsWith(prefix)).map(entry -> entry.substring(prefix.length()))
                .distinct().toList();
    }

    private static PublicAction shown(Action action, @Nullable String area, List<String> keys) {
        Map<String, Object> fields = new LinkedHashMap<>();
        keys.stream().filter(action.fields::containsKey).forEach(key -> fields.put(key, action.fields.getValue(key)));
        return new PublicAction(action, area, new JsonObject(fields));
    }
}
