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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The operator's desk in a terminal: what waits, failed or was told, and delivering it once more. */
@Command(name = "notifications", header = "Shows what has to be told and what failed, and has it delivered once more.", synopsisSubcommandLabel = "COMMAND")
final class NotificationsCommand implements Runnable {

    private static final String WHO = "Owners of the org may do this and, also without --org, who runs the instance: PROCA_TOKEN "
            + "holds a token of theirs from resetApiToken, or ADMIN_EMAIL and ADMIN_PASSWORD name them.";
    private static final String FIELDS = "id cursor messageId org channel queue address routingKey subject kind state attempts "
            + "createdAt settledAt reason nextAttemptAt size masked";
    private static final String AUDIT = "id at by org operation what count";
    private static final String ORG = "The name of the org; without it, all orgs.";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    NotifyCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    @Command(name = "list", sortOptions = false, header = "Lists notifications, the newest first.", footer = { "", WHO })
    void list(@Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Mixin WhichNotifications which,
            @Option(names = "--limit", paramLabel = "<n>", description = "At most so many, up to 200; 50 without it.") @Nullable Integer limit,
            @Option(names = "--after", paramLabel = "<cursor>", description = "Go on behind the last one of the list before.") @Nullable String after,
            @Mixin ServiceOptions service) {
        JsonNode found = service.ask(parent, "notifications",
                "query ($org: String, $select: SelectNotifications, $limit: Int, $after: String) { "
                        + "notifications(orgName: $org, select: $select, limit: $limit, after: $after) { " + FIELDS + " } }",
                variables("org", org, "select", which.select(), "limit", limit, "after", after));
        print(service, "notifications", found, NotificationsCommand::line);
    }

    @Command(name = "show", sortOptions = false, header = "Shows one notification with its body.", footer = { "", WHO })
    void show(@Parameters(paramLabel = "<id>", description = "Like outbox-1 or parked-1.") String id,
            @Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Mixin ServiceOptions service) {
        JsonNode found =
                service.ask(parent, "notification", "query ($org: String, $id: ID!) { notification(orgName: $org, id: $id) { "
                        + FIELDS + " body } }", variables("org", org, "id", id));
        if (service.json) {
            parent.out().println(found);
        } else {
            found.properties().stream().filter(field -> !field.getValue().isNull())
                    .forEach(field -> parent.out().println(field.getKey() + ": " + field.getValue().asText()));
        }
    }

    @Command(name = "replay", sortOptions = false, header = "Has notifications delivered once more, with the same message ids.", description = {
            "Those that are named, or those that match. Of those that match it tells the number first: given as --count, it is done, where as many still match." }, footer = {
                    "", WHO })
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
            tell(service, JsonNodeFactory.instance.objectNode().put("operation", "countNotifications").put("count",
                    matching.asInt()),
                    matching.asInt() + " match, and nothing is done yet. To have them delivered once more, add --count "
                            + matching.asInt() + ".");
            return;
        }
        JsonNode done = service.ask(parent, "replayNotifications",
                "mutation ($org: String, $select: SelectNotifications, $ids: [String!], $count: Int!) { "
                        + "replayNotifications(orgName: $org, select: $select, ids: $ids, count: $count) { count withheld audit { id } } }",
                variables("org", org, "select", named ? null : select, "ids", named ? ids : null, "count",
                        count == null ? Objects.requireNonNull(ids).stream().distinct().count() : count));
        tell(service, done, done.path("count").asInt() + " are delivered once more"
                + (done.path("withheld").asInt() == 0 ? "." : ", " + done.path("withheld").asInt() + " stay as they are."));
    }

    @Command(name = "audit", sortOptions = false, header = "Lists what operators did, the newest first.", footer = { "", WHO })
    void audit(@Option(names = "--org", paramLabel = "<org>", description = ORG) @Nullable String org,
            @Option(names = "--limit", paramLabel = "<n>", description = "At most so many, up to 200; 50 without it.") @Nullable Integer limit,
            @Option(names = "--after", paramLabel = "<id>", description = "Go on behind this entry.") @Nullable String after,
            @Mixin ServiceOptions service) {
        JsonNode found = service.ask(parent, "deskAudit", "query ($org: String, $limit: Int, $after: ID) { "
                + "deskAudit(orgName: $org, limit: $limit, after: $after) { " + AUDIT + " } }",
                variables("org", org, "limit", limit, "after", after));
        print(service, "deskAudit", found,
                entry -> words(entry, "id", "at", "by", "operation", "count") + " "
                        + (entry.path("org").isNull() ? "of all orgs" : "of " + entry.path("org").asText()) + " "
                        + entry.path("what").asText());
    }

    private void print(ServiceOptions service, String field, JsonNode found, Function<JsonNode, String> line) {
        if (service.json) {
            parent.out().println(JsonNodeFactory.instance.objectNode().set(field, found).toString());
        } else {
            found.forEach(one -> parent.out().println(line.apply(one)));
        }
    }

    private void tell(ServiceOptions service, JsonNode json, String words) {
        parent.out().println(service.json ? json.toString() : words);
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
