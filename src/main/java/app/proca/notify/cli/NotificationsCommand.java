package app.proca.notify.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The operator's desk in a terminal: what waits, failed or was told, and delivering it once more. */
@Command(name = "notifications", header = "Shows what has to be told and what failed, and has it delivered once more.")
final class NotificationsCommand extends CommandGroup {

    private static final String FIELDS = "id cursor messageId org channel queue address routingKey subject kind state attempts "
            + "createdAt settledAt reason nextAttemptAt size masked";
    private static final String AUDIT = "id at by org operation what count";
    private static final String ORG = "The name of the org; without it, all orgs: for who runs the instance.";

    @Command(name = "list", sortOptions = false, header = "Lists notifications, the newest first.", footer = { "",
            ServiceOptions.OWNERS })
    void list(@Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Mixin WhichNotifications which,
            @Option(names = "--limit", paramLabel = "<n>", description = "At most so many, up to 200; 50 without it.") @Nullable Integer limit,
            @Option(names = "--after", paramLabel = "<cursor>", description = "Go on behind the last one of the list before.") @Nullable String after,
            @Mixin ServiceOptions service) {
        service.show(parent, "notifications",
                "query ($org: String, $select: SelectNotifications, $limit: Int, $after: String) { "
                        + "notifications(orgName: $org, select: $select, limit: $limit, after: $after) { " + FIELDS + " } }",
                variables("org", org, "select", which.select(), "limit", limit, "after", after),
                found -> lines(found, NotificationsCommand::line));
    }

    @Command(name = "show", sortOptions = false, header = "Shows one notification with its body.", footer = { "",
            ServiceOptions.OWNERS })
    void show(@Parameters(paramLabel = "<id>", description = "Like outbox-1 or parked-1.") String id,
            @Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Mixin ServiceOptions service) {
        service.show(parent, "notification", "query ($org: String, $id: ID!) { notification(orgName: $org, id: $id) { "
                + FIELDS + " body } }", variables("org", org, "id", id), NotificationsCommand::whole);
    }

    @Command(name = "replay", sortOptions = false, header = "Has notifications delivered once more, with the same message ids.", description = {
            "Those that are named, or those that match. Of those that match it tells the number first: given as --count, it is done, where as many still match." }, footer = {
                    "", ServiceOptions.OWNERS })
    void replay(
            @Parameters(paramLabel = "<id>", arity = "0..*", description = "Like outbox-1 or parked-1.") @Nullable List<String> ids,
            @Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Mixin WhichNotifications which,
            @Option(names = "--count", paramLabel = "<n>", description = "How many match.") @Nullable Integer count,
            @Mixin ServiceOptions service) {
        Map<String, Object> select = which.select();
        boolean named = ids != null && !ids.isEmpty();
        if (named != select.isEmpty()) {
            throw new ParameterException(spec.subcommands().get("replay"),
                    "Name either notifications or what they have in common.");
        }
        if (!named && count == null) {
            JsonNode matching = service.ask(parent, "countNotifications", "query ($org: String, $select: SelectNotifications) { "
                    + "countNotifications(orgName: $org, select: $select) }", variables("org", org, "select", select));
            parent.out().println(service.json ? JsonNodeFactory.instance.objectNode().set("count", matching).toString()
                    : matching.asInt() + " match, and nothing is done yet. To have them delivered once more, add --count "
                            + matching.asInt() + ".");
            return;
        }
        service.show(parent, "replayNotifications",
                "mutation ($org: String, $select: SelectNotifications, $ids: [String!], $count: Int!) { "
                        + "replayNotifications(orgName: $org, select: $select, ids: $ids, count: $count) { count withheld audit { id } } }",
                variables("org", org, "select", named ? null : select, "ids", named ? ids : null, "count",
                        count == null ? Objects.requireNonNull(ids).stream().distinct().count() : count),
                done -> done.path("count").asInt() + " are delivered once more"
                        + (done.path("withheld").asInt() == 0 ? "."
                                : ", " + done.path("withheld").asInt() + " stay as they are."));
    }

    @Command(name = "audit", sortOptions = false, header = "Lists what operators did, the newest first.", footer = { "",
            ServiceOptions.OWNERS })
    void audit(@Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Option(names = "--limit", paramLabel = "<n>", description = "At most so many, up to 200; 50 without it.") @Nullable Integer limit,
            @Option(names = "--after", paramLabel = "<id>", description = "Go on behind this entry.") @Nullable String after,
            @Mixin ServiceOptions service) {
        service.show(parent, "deskAudit", "query ($org: String, $limit: Int, $after: ID) { "
                + "deskAudit(orgName: $org, limit: $limit, after: $after) { " + AUDIT + " } }",
                variables("org", org, "limit", limit, "after", after),
                found -> lines(found, entry -> words(entry, "id", "at", "by", "operation", "count") + " "
                        + (entry.path("org").isNull() ? "of all orgs" : "of " + entry.path("org").asText()) + " "
                        + entry.path("what").asText()));
    }

    private static String lines(JsonNode found, Function<JsonNode, String> line) {
        return found.isEmpty() ? "There is none."
                : found.valueStream().map(line).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String whole(JsonNode found) {
        return found.propertyStream().filter(field -> !field.getValue().isNull())
                .map(field -> field.getKey() + ": " + field.getValue().asText())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(JsonNode one) {
        String next = one.path("nextAttemptAt").isNull() ? "" : " next " + one.path("nextAttemptAt").asText();
        String why = one.path("reason").isNull() ? "" : ": " + one.path("reason").asText();
        return words(one, "id", "createdAt", "state", "channel", "org", "queue", "kind", "subject") + next + why;
    }

    private static String words(JsonNode one, String... fields) {
        return Stream.of(fields).map(one::path).filter(value -> !value.isNull()).map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    /** Without those that are null. */
    private static Map<String, Object> variables(@Nullable Object... namesAndValues) {
        Map<String, Object> variables = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            Object value = namesAndValues[at + 1];
            if (value != null) {
                variables.put((String) Objects.requireNonNull(namesAndValues[at]), value);
            }
        }
        return variables;
    }
}
