package app.proca.notify.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.campaign.CampaignStats;

/** How many people and actions a campaign has, sorted. */
@Type("CampaignStats")
public class CampaignStatsView {

    private final CampaignStats stats;

    CampaignStatsView(CampaignStats stats) {
        this.stats = stats;
    }

    CampaignStats counted() {
        return stats;
    }

    /** People, each once, with those that pages brought from elsewhere. */
    public int getSupporterCount() {
        return shown(stats.supporterCount());
    }

    /** People by where they live. */
    @NonNull
    public List<@NonNull AreaCount> getSupporterCountByArea() {
        return sorted(stats.supporterCountByArea(), AreaCount::new);
    }

    /** By action type, each action of a person. */
    @NonNull
    public List<@NonNull ActionTypeCount> getActionCount() {
        return sorted(stats.actionCount(), ActionTypeCount::new);
    }

    /** The schema has 32 bits; pages may bring more from elsewhere. */
    static int shown(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private static <T> List<T> sorted(Map<String, Long> counts, BiFunction<String, Integer, T> view) {
        return new TreeMap<>(counts).entrySet().stream().map(count -> view.apply(count.getKey(), shown(count.getValue())))
                .toList();
    }

    /** People in an area. */
    @Type("AreaCount")
    public static class AreaCount {

        private final String name;
        private final int people;

        AreaCount(String name, int people) {
            this.name = name;
            this.people = people;
        }

        @NonNull
        public String getArea() {
            return name;
        }

        public int getCount() {
            return people;
        }
    }

    /** Actions of a type. */
    @Type("ActionTypeCount")
    public static class ActionTypeCount {

        private final String type;
        private final int actions;

        ActionTypeCount(String type, int actions) {
            this.type = type;
            this.actions = actions;
        }

        @NonNull
        public String getActionType() {
            return type;
        }

        public int getCount() {
            return actions;
        }
    }

    /** People who came through an org's pages. */
    @Type("OrgCount")
    public static class OrgCount {

        private final OrgView through;
        private final int people;

        OrgCount(OrgView through, int people) {
            this.through = through;
            this.people = people;
        }

        @NonNull
        public OrgView getOrg() {
            return through;
        }

        public int getCount() {
            return people;
        }
    }
}
