package app.proca.notify.confirm;

import java.util.Map;

import app.proca.notify.campaign.Campaign;
import app.proca.notify.org.Org;

/** Name and title of what a question is about. */
final class Names {

    private Names() {}

    static Map<String, Object> of(Org org) {
        return Map.of("name", org.name, "title", org.title);
    }

    static Map<String, Object> of(Campaign campaign) {
        return Map.of("name", campaign.name, "title", campaign.title);
    }
}
