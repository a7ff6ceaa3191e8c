package app.proca.notify.action;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.campaign.CampaignCounters;
import app.proca.notify.campaign.CampaignCounters.CountedActions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/**
 * The newest actions of a campaign, as much of them as it lets everybody see: those that its counters count. No index has
 * them in order, and anybody may ask for any type: how many rows are looked at is bounded, however many there are
 * (docs/decisions/014).
 */
@ApplicationScoped
public class PublicActions {

    private static final int MOST = 100;

    /** So many rows are looked at in one way of finding. */
    static final int LOOKED_AT = 20_000;

    private static final String COUNTS =
            "campaign_id = :campaign and action_type = :type and processing_status in (3, 4) and not testing";

    private static final String ROW = "id, campaign_id, action_type, processing_status, testing";

    /**
     * Of a campaign that has no more than are looked at, by its own index. By the sum, and by the text that is put together, no
     * other one is of use: that of all actions, and that of the type, may lead past any number of them.
     */
    static final String OF_FEW = "select id from actions where " + COUNTS.replace("action_type", "action_type || ''")
            + " order by id + 0 desc limit :most";

    /** Of any other one: those of a campaign, or of a type, that is busy are among the newest of all. */
    static final String LATELY = "select id from (select " + ROW + " from actions order by id desc limit " + LOOKED_AT
            + ") newest where " + COUNTS + " order by id desc limit :most";

    /**
     * Those that are not: the indexes of campaigns and of types lead, from their end, to the rows that were written last. That
     * they go beyond the campaign, and the type, is what makes PostgreSQL follow them, and stop.
     */
    static final String EARLIER = "select id from ("
            + "select id from (select " + ROW + " from actions where campaign_id <= :campaign order by campaign_id desc limit "
            + LOOKED_AT + ") of_campaign where " + COUNTS
            + " union select id from (select " + ROW + " from actions where action_type <= :type order by action_type desc limit "
            + LOOKED_AT + ") of_type where " + COUNTS + ") found order by id desc limit :most";

    private static final String SHOWN = "select a, s.area from Action a left join Supporter s on s.id = a.supporterId "
            + "where a.id in :ids order by a.id desc";

    private final CampaignCounters counters;

    PublicActions(CampaignCounters counters) {
        this.counters = counters;
    }

    /**
     * An action that everybody may see.
     *
     * @param area where the supporter lives
     * @param fields only those that the campaign makes public
     */
    public record PublicAction(Action action, @Nullable String area, JsonObject fields) {}

    /**
     * Accepted and delivered ones, newest first; of a rare type in a campaign of more than 20,000 actions those that are among
     * the rows that were written last.
     *
     * @param limit how many; more than a hundred are a hundred
     */
    public Uni<List<PublicAction>> newest(Mutiny.Session session, Campaign campaign, String type, int limit) {
        if (limit <= 0) {
            return Uni.createFrom().item(List.of());
        }
        List<String> keys = fieldKeys(campaign.publicActions, type);
        return counters.actions(session, campaign.id, type)
                .chain(counted -> ids(session, counted, campaign.id, type, Math.min(limit, MOST)))
                .chain(ids -> rows(session, ids))
                .map(rows -> rows.stream().map(row -> shown((Action) row[0], (String) row[1], keys)).toList());
    }

    private static Uni<List<Long>> ids(Mutiny.Session session, CountedActions counted, long campaignId, String type, int most) {
        if (counted.ofType() <= 0) {
            return Uni.createFrom().item(List.of());
        }
        if (counted.all() <= LOOKED_AT) {
            return ids(session, OF_FEW, campaignId, type, most);
        }
        return ids(session, LATELY, campaignId, type, most)
                .chain(lately -> lately.size() >= Math.min(most, counted.ofType()) ? Uni.createFrom().item(lately)
                        : ids(session, EARLIER, campaignId, type, most)
                                .map(earlier -> together(lately, earlier, most)));
    }

    private static Uni<List<Long>> ids(Mutiny.Session session, String query, long campaignId, String type, int most) {
        return session.createNativeQuery(query, Long.class).setParameter("campaign", campaignId).setParameter("type", type)
                .setParameter("most", most).getResultList();
    }

    private static List<Long> together(List<Long> lately, List<Long> earlier, int most) {
        return Stream.concat(lately.stream(), earlier.stream()).distinct().sorted(Comparator.reverseOrder()).limit(most).toList();
    }

    private static Uni<List<Object[]>> rows(Mutiny.Session session, List<Long> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of())
                : session.createSelectionQuery(SHOWN, Object[].class).setParameter("ids", ids).setReadOnly(true).getResultList();
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
