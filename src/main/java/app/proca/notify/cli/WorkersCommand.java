package app.proca.notify.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pauses, resumes and steps one queue worker of an org. */
@Command(name = "workers", header = "Pauses, resumes and steps single queue workers of an org.")
final class WorkersCommand extends CommandGroup {

    private static final String ARGUMENTS = "($org: String!, $worker: String, $service: Int) { ";
    private static final String GIVEN = "(orgName: $org, worker: $worker, serviceId: $service)";

    /** Which worker is meant. */
    static final class Which {

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        @Parameters(index = "0", paramLabel = "<org>", description = "The name of the org.")
        @SuppressWarnings("NullAway.Init")
        String org;

        @Parameters(index = "1", arity = "0..1", paramLabel = "<worker>", description = "webhook, sqs or email.supporter.")
        @Nullable
        String worker;

        @Option(names = "--service", paramLabel = "<id>", description = "Instead: the id of a service that it works for.")
        @Nullable
        Integer service;

        Map<String, Object> variables() {
            if ((worker == null) == (service == null)) {
                throw new ParameterException(spec.commandLine(), "Name the worker, or a service that it works for by --service.");
            }
            Map<String, Object> variables = new HashMap<>();
            variables.put("org", org);
            variables.put("worker", worker);
            variables.put("service", service);
            return variables;
        }

        String named() {
            return worker != null ? "The worker " + worker + " of " + org : "The worker of service " + service + " of " + org;
        }
    }

    @Command(name = "list", sortOptions = false, header = "Shows an org's queue workers.", footer = { "", ServiceOptions.OWNERS })
    void list(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org,
            @Mixin ServiceOptions service) {
        service.show(parent, "orgWorkers",
                "query ($org: String!) { orgWorkers(orgName: $org) { name queue state pausedAt pausedBy "
                        + "serviceIds } }",
                Map.of("org", org), WorkersCommand::listed);
    }

    @Command(name = "pause", sortOptions = false, header = "Pauses a worker until it is resumed, on all instances.", description = "It "
            + "finishes what it holds, or gives it back; all else waits in its queue.", footer = { "", ServiceOptions.OWNERS })
    void pause(@Mixin Which which, @Mixin ServiceOptions service) {
        service.run(parent, "pauseWorker", "mutation " + ARGUMENTS + "pauseWorker" + GIVEN + " }", which.variables(),
                which.named() + " is paused.", which.named() + " was paused already.");
    }

    @Command(name = "resume", sortOptions = false, header = "Lets a paused worker go on.", footer = { "", ServiceOptions.OWNERS })
    void resume(@Mixin Which which, @Mixin ServiceOptions service) {
        service.run(parent, "resumeWorker", "mutation " + ARGUMENTS + "resumeWorker" + GIVEN + " }", which.variables(),
                which.named() + " is resumed.", which.named() + " was not paused.");
    }

    @Command(name = "step", sortOptions = false, header = "Lets a paused worker take one message, and shows what comes of it.", footer = {
            "", ServiceOptions.OWNERS })
    void step(@Mixin Which which, @Mixin ServiceOptions service) {
        service.show(parent, "stepWorker", "mutation " + ARGUMENTS + "stepWorker" + GIVEN
                + " { outcome reason became messageId tookMs } }", which.variables(), WorkersCommand::stepped);
    }

    private static String listed(JsonNode workers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WORKER", "STATE", "QUEUE", "PAUSED"));
        workers.forEach(worker -> rows.add(List.of(worker.path("name").asText(), worker.path("state").asText(),
                worker.path("queue").asText(), worker.hasNonNull("pausedAt")
                        ? worker.path("pausedAt").asText() + " by " + worker.path("pausedBy").asText("somebody who is gone")
                        : "-")));
        return Table.of(rows);
    }

    private static String stepped(JsonNode step) {
        if (step.path("outcome").asText().equals("NOTHING")) {
            return "The queue is empty.";
        }
        return "Message " + step.path("messageId").asText("without an id") + ": " + step.path("outcome").asText()
                + (step.hasNonNull("reason") ? ", " + step.path("reason").asText() : "") + ". " + step.path("became").asText();
    }
}
