package app.proca.notify.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import app.proca.notify.testing.MailServices;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

class SqsClientsTest {

    private record Settings(Optional<URI> endpoint, Duration gather, Duration answerLimit) implements SqsSettings {}

    @Test
    void clients_have_no_threads_of_their_own() {
        URI nobody = URI.create("http://127.0.0.1:" + MailServices.freePort());
        SqsClients clients = new SqsClients(new Settings(Optional.of(nobody), Duration.ofMillis(1), Duration.ofSeconds(20)));
        long before = threads();

        // all at once: each one takes a second to give up
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SqsAsyncClient client = clients.of(new SqsQueue("eu-west-1", "queue", "key " + i, "secret", true)).await()
                    .atMost(Duration.ofSeconds(20));
            asked.add(client.getQueueUrl(request -> request.queueName("queue")));
        }

        assertThat(asked).allSatisfy(answer -> assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isNotNull());
        assertThat(threads() - before).isLessThanOrEqualTo(3);
        clients.close();
    }

    /** Of SQS' and ours for it. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("sdk-") || name.startsWith("aws-java-sdk") || name.startsWith("sqs-")).count();
    }
}
