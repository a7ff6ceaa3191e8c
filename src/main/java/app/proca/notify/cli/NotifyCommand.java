package app.proca.notify.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The whole command line. Exit codes: 0, done; 1, it did not come about; 2, wrong use or a wrong setting. */
@Command(name = "proca-notify", description = "The notification server for campaigning organisations.", subcommands = {
        ServeCommand.class,
        MigrateCommand.class,
        EventsCommand.class,
        PipesCommand.class,
        QueuesCommand.class,
        WorkersCommand.class,
        ServiceCommand.class,
        NotificationsCommand.class,
        ConfirmCommand.class,
        SmokeCommand.class,
        CompletionCommand.class }, synopsisSubcommandLabel = "[COMMAND]", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:done", "1:it did not come about",
                "2:wrong use, or a wrong setting" }, footer = { "", "Without a command the service runs." })
public final class NotifyCommand implements Runnable {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT, description = "Shows this help.")
    boolean help;

    private final Function<String, @Nullable String> environment;
    private final PrintStream out;

    private NotifyCommand(Function<String, @Nullable String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Runs one command to its end.
     *
     * @param environment the value of a variable, or null
     * @return the exit code
     */
    public static int execute(Function<String, @Nullable String> environment, PrintStream out, PrintStream err,
            String... arguments) {
        return commandLine(environment, out, err).execute(arguments);
    }

    /** All commands. */
    static CommandLine commandLine(Function<String, @Nullable String> environment, PrintStream out, PrintStream err) {
        return new CommandLine(new NotifyCommand(environment, out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(NotifyCommand::tell)
                .registerConverter(Duration.class, Durations::parse);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
    }

    Function<String, @Nullable String> environment() {
        return environment;
    }

    PrintStream out() {
        return out;
    }

    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof Failed) {
            command.getErr().println(failure.getMessage());
            return FAILED;
        }
        if (failure instanceof WrongAddress) {
            command.getErr().println(failure.getMessage());
            return WRONG_USE;
        }
        throw failure;
    }
}
