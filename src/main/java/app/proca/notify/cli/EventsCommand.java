package app.proca.notify.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reads a queue as the CRM of an org does. */
@Command(name = "events", sortOptions = false, header = "Reads a queue as an org's CRM does.", description = "Prints each message, then acknowledges it, so that it is gone from the queue. "
        + "Ends after --count messages, after --timeout without one, or with control-C.", footer = { "",
                "The broker is the one that AMQP_URL names, or the file of --url-file, or that of the quarkus:dev "
                        + "that was started in this folder. It is never an argument: it holds a password." })
final class EventsCommand implements Callable<Integer> {

    private static final int DONE = 0;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    NotifyCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Parameters(paramLabel = "<queue>", description = "Its name, like cus.2.deliver.")
    String queue = "";

    @Option(names = "--count", paramLabel = "<n>", description = "End after so many; fewer before --timeout is a failure.")
    @Nullable
    Integer count;

    @Option(names = "--timeout", paramLabel = "<time>", description = "End when none came for so long, like 5s or 2m.")
    @Nullable
    Duration timeout;

    @Option(names = "--peek", description = "Leave the messages in the queue: it gets them back, in order, marked as "
            + "redelivered, when this ends.")
    boolean peek;

    @Option(names = "--json", description = "Print one JSON object a line.")
    boolean json;

    @Option(names = "--url-file", paramLabel = "<file>", description = "A file that holds what AMQP_URL would.")
    @Nullable
    Path urlFile;

    @Override
    public Integer call() {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be 1 or more.");
        }
        Reading reading = new Reading(queue, count == null ? Reading.NO_END : count, timeout, peek);
        BrokerAddress broker = BrokerAddress.find(urlFile, parent.environment());
        int read = reading.from(broker, message -> print(json ? message.asJson() : message.asText()));
        if (count != null && read < count) {
            throw new Failed(read + " of " + count + " messages came, and then none for " + Durations.tell(timeout) + ".");
        }
        return DONE;
    }

    private void print(String message) {
        parent.out().println(message);
        // flushes too; a reader that went away must not cost a message
        if (parent.out().checkError()) {
            throw new Failed("The output was closed; the last message stays in the queue.");
        }
    }
}
