package app.proca.notify.campaign;

import java.util.Map;

/**
 * How many people and actions a campaign has (spec/processing.md, "Counters").
 *
 * @param supporterCount people, each once, with those that pages brought from elsewhere
 * @param supporterCountByArea people by where they live; those of unknown area are in none
 * @param supporterCountByOrg people by the org of the page that they came through, by its id
 * @param actionCount by action type
 */
public record CampaignStats(long supporterCount, Map<String, Long> supporterCountByArea,
        Map<Long, Long> supporterCountByOrg, Map<String, Long> actionCount) {

    public CampaignStats {
        supporterCountByArea = Map.copyOf(supporterCountByArea);
        supporterCountByOrg = Map.copyOf(supporterCountByOrg);
        actionCount = Map.copyOf(actionCount);
    }
}
