package app.proca.notify.cli.smoke;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import app.proca.notify.cli.smoke.receipt.Broker;
import app.proca.notify.cli.smoke.receipt.NotSeen;
import app.proca.notify.cli.smoke.receipt.Patience;

/** Removes scratch orgs with all that they have. What is gone already is no matter: two runs may clean up the same. */
final class Cleaning {

    private static final String ORG =
            "query ($org: String!) { org(name: $org) { id actionPages { id } campaigns { id org { name } } } }";

    private final Service service;
    private final Patience patience;

    Cleaning(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    /** The scratch orgs of whoever asks that runs left behind which are over. */
    List<String> leftBehind(Instant now) throws InterruptedException {
        JsonNode roles = service.ask("{ currentUser { roles { org { name } } } }", Map.of()).path("roles");
        List<String> names = new ArrayList<>();
        roles.forEach(role -> names.add(role.at("/org/name").asText()));
        return names.stream().filter(name -> ScratchName.isLeftBehind(name, now)).toList();
    }

    /**
     * Pages first, of all of the orgs: a partner's page holds the campaign of its lead.
     *
     * @return the ids of those that were there
     */
    List<Long> delete(Collection<String> names) throws InterruptedException {
        List<JsonNode> orgs = new ArrayList<>();
        for (String name : names) {
            service.find(ORG, Map.of("org", name)).ifPresent(orgs::add);
        }
        awaitTold(names);
        each(orgs, "actionPages", page -> true, this::deletePage);
        each(orgs, "campaigns", campaign -> names.contains(campaign.at("/org/name").asText()), this::deleteCampaign);
        for (String name : names) {
            var unused = service.find("mutation ($org: String!) { deleteOrg(name: $org) }", Map.of("org", name));
        }
        return orgs.stream().map(org -> org.path("id").asLong()).toList();
    }

    void deletePage(long id) throws InterruptedException {
        var unused = service.find("mutation ($id: Int!) { deleteActionPage(id: $id) }", Map.of("id", id));
    }

    void deleteCampaign(long id) throws InterruptedException {
        var unused = service.find("mutation ($id: Int!) { deleteCampaign(id: $id) }", Map.of("id", id));
    }

    /** What orgs that are gone left on the broker, once nobody works at it any more. */
    void forget(Broker broker, Collection<Long> ids) throws InterruptedException {
        for (long id : ids) {
            for (String work : List.of("email.supporter", "webhook")) {
                var unused = patience.until("the end of the worker at wrk." + id + "." + work, () -> Optional
                        .of(broker.readers("wrk." + id + "." + work)).filter(readers -> readers.orElse(0) == 0));
            }
            broker.forget(id);
        }
    }

    /** What is told after its org is gone would be parked: its exchanges go, too. It is waited for, not insisted on. */
    private void awaitTold(Collection<String> names) throws InterruptedException {
        for (String name : names) {
            try {
                var unused = patience.until("the end of what " + name + " has to tell", () -> service.find(
                        "query ($org: String!) { countNotifications(orgName: $org, select: {states: [PENDING]}) }",
                        Map.of("org", name)).map(JsonNode::asInt).or(() -> Optional.of(0)).filter(count -> count == 0));
            } catch (NotSeen late) {
                // said by the checks that waited for it
            }
        }
    }

    private interface Deletion {
        void of(long id) throws InterruptedException;
    }

    private static void each(List<JsonNode> orgs, String what, Predicate<JsonNode> which, Deletion deletion)
            throws InterruptedException {
        for (JsonNode org : orgs) {
            for (JsonNode one : org.path(what)) {
                if (which.test(one)) {
                    deletion.of(one.path("id").asLong());
                }
            }
        }
    }
}
