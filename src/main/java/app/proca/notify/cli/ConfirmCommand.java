package app.proca.notify.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends once more what asks for the answer to a Confirm. */
@Command(name = "confirm", header = "Sends the mail or the event of a Confirm once more.")
final class ConfirmCommand extends CommandGroup {

    /** Which Confirm is meant. */
    static final class Which {

        @ArgGroup(exclusive = true, multiplicity = "1")
        @SuppressWarnings("NullAway.Init")
        Key key;

        Map<String, Object> variables() {
            return key.codeFile == null ? Map.of("id", Objects.requireNonNull(key.id))
                    : Map.of("code", Sources.read(key.codeFile, "--code-file"));
        }
    }

    /** One of them. */
    static final class Key {

        @Parameters(paramLabel = "<id>", description = "The id of the Confirm.")
        @Nullable
        Integer id;

        @Option(names = "--code-file", paramLabel = "<file>", description = "A file that holds its code. A code is no argument: who "
                + "knows it may answer.")
        @Nullable
        Path codeFile;
    }

    @Command(name = "mail", sortOptions = false, header = "Sends the mails of a Confirm once more.", description = "To whom they went "
            + "before, while it can be answered.", footer = { "", ServiceOptions.WHO })
    void mail(@Mixin Which which, @Mixin ServiceOptions service) {
        run(service, "sendConfirmByEmail", which, "The mails of the Confirm go out once more.");
    }

    @Command(name = "event", sortOptions = false, header = "Emits the event of a Confirm once more.", footer = { "",
            ServiceOptions.WHO })
    void event(@Mixin Which which, @Mixin ServiceOptions service) {
        run(service, "sendConfirmAsEvent", which, "The event of the Confirm goes out once more.");
    }

    private void run(ServiceOptions service, String field, Which which, String done) {
        service.run(parent, field, "mutation ($id: Int, $code: String) { " + field + "(id: $id, code: $code) }",
                which.variables(),
                done, done);
    }
}
