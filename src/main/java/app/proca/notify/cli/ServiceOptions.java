package app.proca.notify.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

import picocli.CommandLine.Option;

/** What all commands take that ask a running service to do something. */
final class ServiceOptions {

    /** For the end of a command's help. */
    static final String WHO = "Who runs the instance may do this: PROCA_TOKEN holds a token of theirs from resetApiToken, or "
            + "ADMIN_EMAIL and ADMIN_PASSWORD name them.";

    /** The same for what an org does for itself. */
    static final String OWNERS =
            "Owners of the org, and who runs the instance, may do this: PROCA_TOKEN holds a token of theirs from "
                    + "resetApiToken, or ADMIN_EMAIL and ADMIN_PASSWORD name them.";

    private static final String DONE = "SUCCESS";

    @Option(names = "--url", paramLabel = "<url>", description = "Where the service is, instead of PROCA_URL, like "
            + "https://act.example.org; without either, this machine.")
    @Nullable
    String url;

    @Option(names = "--insecure", description = "Send the password or token over plain http to another machine, too.")
    boolean insecure;

    @Option(names = "--token-file", paramLabel = "<file>", description = "A file that holds what PROCA_TOKEN would.")
    @Nullable
    Path tokenFile;

    @Option(names = "--json", description = "Print JSON, for programs.")
    boolean json;

    /** Asks for something, and answers what came. */
    JsonNode ask(NotifyCommand command, String field, String document, Map<String, Object> variables) {
        return call(command).data(field, document, variables);
    }

    ServiceAddress address(NotifyCommand command) {
        return ServiceAddress.find(url, insecure, tokenFile, command.environment());
    }

    /** Whether it is the service of this machine, for nobody named another one. */
    boolean isUsual(NotifyCommand command) {
        return url == null && Sources.given(command.environment(), ServiceAddress.URL).isEmpty();
    }

    private ServiceCall call(NotifyCommand command) {
        return new ServiceCall(address(command));
    }

    /**
     * Asks for something and shows the answer: as it came for programs, else in the words given.
     *
     * @return the answer
     */
    @CanIgnoreReturnValue
    JsonNode show(NotifyCommand command, String field, String document, Map<String, Object> variables,
            Function<JsonNode, String> words) {
        JsonNode answer = ask(command, field, document, variables);
        command.out().println(json ? answer.toString() : words.apply(answer));
        return answer;
    }

    /**
     * Asks for it and says what came of it.
     *
     * @param field the mutation's name
     * @param done what to say where it was done
     * @param nothing what to say where there was nothing to do
     */
    void run(NotifyCommand command, String field, String document, Map<String, Object> variables, String done, String nothing) {
        String status = call(command).status(field, document, variables);
        command.out().println(json
                ? JsonNodeFactory.instance.objectNode().put("operation", field).put("status", status).toString()
                : status.equals(DONE) ? done : nothing);
    }
}
