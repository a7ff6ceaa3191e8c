package app.proca.notify.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Where addresses, passwords and tokens come from: the environment and files, never an argument. */
final class Sources {

    private Sources() {}

    /** A variable that is set to something. */
    static Optional<String> given(Function<String, @Nullable String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** What a file holds that an option names. */
    static String read(Path file, String option) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new WrongAddress(
                    "The file " + file + " of " + option + " cannot be read: " + failure.getClass().getSimpleName());
        }
    }
}
