package app.proca.notify.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** Proca's own command line, that of the npm package {@code proca}, with a configuration in a folder of its own. */
public final class ProcaCli implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Node.Conversation node;
    private final Set<String> commands = new TreeSet<>();
    private final Set<String> tried = new TreeSet<>();

    /** @param home where the configuration is; empty at first */
    public ProcaCli(Path home) {
        this.home = home;
        // the command line expects it
        mkdir(home.resolve("proca"));
        this.node = Node.talk("cli.js");
        node.ask(Map.of("home", home.toString())).get("commands")
                .forEach(command -> commands.add(command.asText().replace(':', ' ')));
    }

    /** How a command ended. */
    public record Ran(int code, String out, String err) {

        /** What was printed for {@code --json}: a list, after whatever else. */
        public JsonNode json() {
            try {
                return JSON.readTree(out.substring(out.startsWith("[") ? 0 : out.indexOf("\n[") + 1));
            } catch (JsonProcessingException failure) {
                throw new IllegalStateException(toString(), failure);
            }
        }

        /** Of a list with one element that. */
        public JsonNode one() {
            return json().get(0);
        }
    }

    /** Its words, then its flags. */
    @CanIgnoreReturnValue
    public Ran run(String... arguments) {
        return ran(arguments, Map.of("args", List.of(arguments)));
    }

    /** Gives these answers to what the command asks. */
    @CanIgnoreReturnValue
    public Ran answering(List<?> answers, String... arguments) {
        return ran(arguments, Map.of("args", List.of(arguments), "answers", answers));
    }

    /** In a process of its own, as people start it. */
    public Ran alone(String... arguments) {
        return ran(arguments, Map.of("args", List.of(arguments), "alone", true));
    }

    private Ran ran(String[] arguments, Map<String, ?> question) {
        IntStream.rangeClosed(1, arguments.length).mapToObj(words -> String.join(" ", List.of(arguments).subList(0, words)))
                .filter(commands::contains).reduce((shorter, longer) -> longer).ifPresent(tried::add);
        JsonNode answer = node.ask(question);
        return new Ran(answer.get("code").asInt(), answer.get("out").asText(), answer.get("err").asText());
    }

    /** The commands that nobody has run so far. */
    public Set<String> untried() {
        Set<String> untried = new TreeSet<>(commands);
        untried.removeAll(tried);
        return untried;
    }

    /** The configuration, as the command line left it. */
    public String configuration() {
        try {
            return Files.readString(home.resolve("proca/default.env"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        node.close();
    }

    private static void mkdir(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
