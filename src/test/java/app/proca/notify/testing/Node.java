package app.proca.notify.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JavaScript of others and for browsers, run with the machine's Node.js: what is not there fails the test (docs/testing.md). */
public final class Node {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node");
    private static final long LIMIT_S = 300;

    private Node() {}

    /** Hands the input to a script of {@code src/test/node}, as JSON; what it answers. */
    public static JsonNode run(String script, Object input) {
        try {
            install();
            return JSON.readTree(run(JSON.writeValueAsString(input), "node", script));
        } catch (IOException failure) {
            throw missing(failure);
        }
    }

    /** Starts a script of {@code src/test/node} that answers each line of JSON with one. */
    public static Conversation talk(String script) {
        try {
            install();
            return new Conversation(new ProcessBuilder("node", script).directory(INSTALLED.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException failure) {
            throw missing(failure);
        }
    }

    /** A script that goes on between what it is asked. */
    public static final class Conversation implements AutoCloseable {

        private static final long ANSWER_LIMIT_S = 60;

        private final Process process;
        private final BufferedReader answers;

        private Conversation(Process process) {
            this.process = process;
            this.answers = process.inputReader();
        }

        public JsonNode ask(Object question) {
            try {
                BufferedWriter questions = process.outputWriter();
                questions.write(JSON.writeValueAsString(question));
                questions.newLine();
                questions.flush();
                String answer = CompletableFuture.supplyAsync(this::line).get(ANSWER_LIMIT_S, TimeUnit.SECONDS);
                assertThat(answer).as("answer to %s", question).isNotNull();
                return JSON.readTree(answer);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            } catch (IOException | ExecutionException | TimeoutException failure) {
                throw new IllegalStateException("no answer to " + question, failure);
            }
        }

        private @Nullable String line() {
            try {
                return answers.readLine();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static IllegalStateException missing(IOException failure) {
        return new IllegalStateException("node and npm are needed on the PATH: see docs/testing.md", failure);
    }

    /** Once, and again when the pinned versions change. */
    private static synchronized void install() throws IOException {
        Files.createDirectories(INSTALLED);
        Path done = INSTALLED.resolve("installed.json");
        byte[] pinned = Files.readAllBytes(SOURCE.resolve("package-lock.json"));
        try (Stream<Path> sources = Files.list(SOURCE)) {
            for (Path source : sources.toList()) {
                Files.copy(source, INSTALLED.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(done) || !Arrays.equals(Files.readAllBytes(done), pinned)) {
            var unused = run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.write(done, pinned);
        }
    }

    private static String run(String input, String... command) throws IOException {
        Path answer = Files.createTempFile(INSTALLED, "answer", "");
        Path errors = Files.createTempFile(INSTALLED, "errors", "");
        Process process = new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectOutput(answer.toFile())
                .redirectError(errors.toFile()).start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        try {
            assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), Files.readString(errors)).isZero();
        return Files.readString(answer);
    }
}
