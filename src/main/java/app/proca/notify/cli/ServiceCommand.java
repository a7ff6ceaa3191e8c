package app.proca.notify.cli;

import java.util.HashMap;
import java.util.Locale;
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

/** Tries a service of an org. */
@Command(name = "service", header = "Tries a service of an org.")
final class ServiceCommand extends CommandGroup {

    /** Which service is meant. */
    static final class Which {

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        @Parameters(index = "0", paramLabel = "<org>", description = "The name of the org.")
        @SuppressWarnings("NullAway.Init")
        String org;

        @Parameters(index = "1", arity = "0..1", paramLabel = "<id>", description = "The id of the service.")
        @Nullable
        Integer id;

        @Option(names = "--kind", paramLabel = "<kind>", description = "Instead: the kind of the service, like webhook, where the org "
                + "has one of it; system: what its mails go through.")
        @Nullable
        String kind;

        Map<String, Object> variables() {
            if ((id == null) == (kind == null)) {
                throw new ParameterException(spec.commandLine(), "Name the service by its id, or by --kind.");
            }
            Map<String, Object> variables = new HashMap<>();
            variables.put("org", org);
            variables.put("id", id);
            variables.put("name", kind == null ? null : kind.toUpperCase(Locale.ROOT));
            return variables;
        }
    }

    @Command(name = "test", sortOptions = false, header = "Sends a sample through a service, and shows the answer.", description = "A signed "
            + "event to a webhook or a queue of SQS, a mail to who asks. It is a failure where the other side does not take it.", footer = {
                    "", ServiceOptions.OWNERS })
    void test(@Mixin Which which, @Mixin ServiceOptions service) {
        JsonNode test = service.show(parent, "testService", "mutation ($org: String!, $id: Int, $name: ServiceName) { "
                + "testService(orgName: $org, id: $id, name: $name) { serviceId name accepted status answer error sentTo tookMs } }",
                which.variables(), ServiceCommand::tried);
        if (!test.path("accepted").asBoolean()) {
            throw new Failed("The sample was not taken: " + test.path("error").asText() + ".");
        }
    }

    private static String tried(JsonNode test) {
        return test.path("name").asText() + " at " + test.path("sentTo").asText() + ", after " + test.path("tookMs").asText()
                + " ms"
                + (test.hasNonNull("status") ? ": HTTP " + test.path("status").asText() : "")
                + (test.path("accepted").asBoolean() ? ", taken." : ", not taken.")
                + (test.path("answer").asText("").isEmpty() ? "" : System.lineSeparator() + test.path("answer").asText());
    }
}
