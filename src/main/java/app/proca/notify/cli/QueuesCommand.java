package app.proca.notify.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the queues of an org, and what is in them. */
@Command(name = "queues", header = "Shows the queues of an org, and what is in them.")
final class QueuesCommand extends CommandGroup {

    @Command(name = "list", sortOptions = false, header = "Shows how an org's queues stand.", footer = { "",
            ServiceOptions.OWNERS })
    void list(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org,
            @Mixin ServiceOptions service) {
        service.show(parent, "orgQueues",
                "query ($org: String!) { orgQueues(orgName: $org) { name purpose worker active exists depth "
                        + "consumers notice oldestAt nextDueAt rate { donePerSecond returnedPerSecond growthPerSecond overSeconds } "
                        + "dueBack { queue messageId reason returns at } } }",
                Map.of("org", org), QueuesCommand::listed);
    }

    @Command(name = "peek", sortOptions = false, header = "Shows the first messages of a queue, which stay there.", description = "They keep "
            + "their order; the broker marks them as redelivered. Personal data is hidden from who may not export contacts.", footer = {
                    "", ServiceOptions.OWNERS })
    void peek(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org,
            @Parameters(paramLabel = "<queue>", description = "Its name, like cus.2.deliver.") String queue,
            @Option(names = "--limit", paramLabel = "<n>", defaultValue = "10", description = "How many at most, up to 50; "
                    + "without it, 10.") int limit,
            @Mixin ServiceOptions service) {
        service.show(parent, "queueMessages",
                "query ($org: String!, $queue: String!, $limit: Int) { queueMessages(orgName: $org, "
                        + "queue: $queue, limit: $limit) { position messageId type contentType sentAt exchange routingKey redelivered "
                        + "returns dueBackAt size body masked } }",
                Map.of("org", org, "queue", queue, "limit", limit),
                QueuesCommand::peeked);
    }

    private static String listed(JsonNode queues) {
        if (queues.isEmpty()) {
            return "The org has no queues.";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("QUEUE", "WAITING", "CONSUMERS", "DONE/S", "OLDEST"));
        StringJoiner below = new StringJoiner(System.lineSeparator());
        queues.forEach(queue -> {
            rows.add(List.of(queue.path("name").asText(), queue.path("depth").asText(), queue.path("consumers").asText(),
                    queue.at("/rate/donePerSecond").asText(), queue.path("oldestAt").asText("-")));
            if (queue.hasNonNull("notice")) {
                below.add(queue.path("notice").asText());
            }
            if (queue.hasNonNull("nextDueAt")) {
                below.add("The first message of " + queue.path("name").asText() + " goes back by "
                        + queue.path("nextDueAt").asText() + ".");
            }
        });
        return below.length() == 0 ? Table.of(rows) : Table.of(rows) + System.lineSeparator() + below;
    }

    private static String peeked(JsonNode messages) {
        if (messages.isEmpty()) {
            return "The queue is empty.";
        }
        StringJoiner shown = new StringJoiner(System.lineSeparator());
        messages.forEach(message -> shown
                .add(message.path("position").asText() + ". " + message.path("messageId").asText("without an id")
                        + " " + message.path("routingKey").asText() + ", sent "
                        + message.path("sentAt").asText("at no known time")
                        + ", " + message.path("size").asText() + " bytes")
                .add("   " + message.path("body").asText("(not shown)")));
        return shown.toString();
    }
}
