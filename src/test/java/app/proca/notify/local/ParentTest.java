package app.proca.notify.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class ParentTest {

    @Test
    void a_jvm_ends_with_a_parent_that_was_killed() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "\"$@\" & wait", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Child.class.getName()).start();
        long pid = Long.parseLong(parent.inputReader(StandardCharsets.UTF_8).readLine());
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> !child.isAlive());
    }

    /** A JVM that would go on for ever. */
    public static final class Child {

        public static void main(String... arguments) throws InterruptedException {
            Parent.endWithIt();
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }
}
