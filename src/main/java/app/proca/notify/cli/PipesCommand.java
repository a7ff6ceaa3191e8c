package app.proca.notify.cli;

import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops, starts and restarts the queue workers of an org, on all instances. */
@Command(name = "pipes", header = "Stops, starts and restarts the queue workers of an org.", description = "On all instances of the "
        + "service, also on those that start later.")
final class PipesCommand extends CommandGroup {

    @Command(name = "stop", sortOptions = false, header = "Stops an org's queue workers until they are started.", description = "They "
            + "finish what they hold, or give it back; all else waits in the queues.", footer = { "", ServiceOptions.WHO })
    void stop(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org, @Mixin ServiceOptions service) {
        run(service, "stopOrgPipes", org, "are stopped", "were stopped already");
    }

    @Command(name = "start", sortOptions = false, header = "Starts an org's queue workers that were stopped.", footer = { "",
            ServiceOptions.WHO })
    void start(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org,
            @Mixin ServiceOptions service) {
        run(service, "startOrgPipes", org, "are started", "were not stopped");
    }

    @Command(name = "restart", sortOptions = false, header = "Lets an org's queue workers begin anew, stopped or not.", footer = {
            "",
            ServiceOptions.WHO })
    void restart(@Parameters(paramLabel = "<org>", description = "The name of the org.") String org,
            @Mixin ServiceOptions service) {
        run(service, "restartOrgPipes", org, "begin anew", "began anew");
    }

    private void run(ServiceOptions service, String field, String org, String done, String nothing) {
        service.run(parent, field, "mutation ($org: String!) { " + field + "(orgName: $org) }", Map.of("org", org),
                "The pipes of " + org + " " + done + ".", "The pipes of " + org + " " + nothing + ".");
    }
}
