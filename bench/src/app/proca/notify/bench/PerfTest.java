package app.proca.notify.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** RabbitMQ's own load generator as a process of its own: one publisher that does nothing else. */
final class PerfTest {

    /** Written by bench/run. */
    private static final Path CLASSPATH = Path.of("target/bench/perf-test.classpath");

    private static final String PROPERTIES = "messageId=" + UUID.randomUUID() + ",appId=proca-notify,type=campaign_updated,"
            + "timestamp=2026-11-25T00:00:00Z";

    private PerfTest() {}

    /** Publishes persistent, mandatory messages with so many unconfirmed at most. */
    static Process start(Lab lab, String exchange, String routingKey, byte[] body, int messages, int unconfirmed)
            throws IOException {
        Path text = lab.results().resolve("perf-test-body.json");
        Files.write(text, body);
        return new ProcessBuilder(List.of(ServiceProcess.java(), "-cp", Files.readString(CLASSPATH).strip(),
                "com.rabbitmq.perf.PerfTest", "--uri", lab.amqpUrl(), "--producers", "1", "--consumers", "0",
                "--predeclared", "--exchange", exchange, "--type", "topic", "--routing-key", routingKey,
                "--flag", "persistent", "--flag", "mandatory", "--confirm", Integer.toString(unconfirmed),
                // as many bytes as the service's: the broker writes them all to its disk
                "--message-properties", PROPERTIES, "--pmessages", Integer.toString(messages), "--body", text.toString(), "--body-content-type", "application/json"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(lab.results().resolve("perf-test.log").toFile())).start();
    }
}
