package app.proca.notify.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common, whichever there are. */
class CommandTreeTest {

    /** They print nothing that a program would read as JSON. */
    private static final Set<String> WITHOUT_JSON =
            Set.of("proca-notify serve", "proca-notify migrate", "proca-notify generate-completion");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself(String command) {
        String[] words = (command.substring("proca-notify".length()).strip() + " --help").strip().split(" ");

        assertThat(all().execute(words)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: " + command, "Shows this help.");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void every_command_that_answers_has_json_and_takes_no_secret_as_an_argument(String command) {
        CommandSpec spec = spec(command);

        assertThat(spec.findOption("--json") != null).isEqualTo(!WITHOUT_JSON.contains(command));
        assertThat(spec.options()).flatExtracting(option -> List.of(option.names()))
                .allSatisfy(name -> assertThat(name).satisfiesAnyOf(
                        any -> assertThat(any).doesNotContainPattern("token|password|secret|amqp|code"),
                        file -> assertThat(file).endsWith("-file")));
    }

    static Stream<String> commands() {
        return names(all(System.out, System.err));
    }

    static Stream<String> leaves() {
        return commands().filter(command -> spec(command).subcommands().isEmpty());
    }

    private static Stream<String> names(CommandLine command) {
        return Stream.concat(Stream.of(command.getCommandSpec().qualifiedName()),
                command.getSubcommands().values().stream().flatMap(CommandTreeTest::names));
    }

    private static CommandSpec spec(String command) {
        CommandLine found = all(System.out, System.err);
        for (String word : command.substring("proca-notify".length()).strip().split(" ")) {
            found = word.isEmpty() ? found : found.getSubcommands().get(word);
        }
        return found.getCommandSpec();
    }

    private CommandLine all() {
        return all(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static CommandLine all(PrintStream out, PrintStream err) {
        return NotifyCommand.commandLine(name -> null, out, err);
    }
}
