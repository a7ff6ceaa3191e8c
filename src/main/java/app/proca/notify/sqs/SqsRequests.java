package app.proca.notify.sqs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import app.proca.notify.queue.work.WorkOutcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends messages to SQS, and says what became of each. What SQS says in words is not kept: only its codes. */
@Singleton
class SqsRequests {

    private static final int MOST_URLS = 1_000;
    private static final Set<String> ABOUT_MESSAGES = Set.of("BatchRequestTooLong", "InvalidMessageContents",
            "InvalidParameterValue", "InvalidAttributeValue", "UnsupportedOperation");

    private final SqsClients clients;
    /** Of queues that are known by name. */
    private final Map<SqsQueue, String> urls = new ConcurrentHashMap<>();

    SqsRequests(SqsClients clients) {
        this.clients = clients;
    }

    /**
     * In the order of the messages. Where SQS refuses all for what may be the fault of one, each is sent alone. The Uni does
     * not fail.
     */
    Uni<List<WorkOutcome>> send(SqsQueue queue, List<SqsMessage> messages) {
        return clients.of(queue)
                .chain(client -> url(client, queue).chain(url -> send(client, url, messages)))
                .onFailure(failure -> messages.size() > 1 && isAboutMessages(failure))
                .recoverWithUni(() -> sendSingly(queue, messages))
                .onFailure().recoverWithItem(failure -> Collections.nCopies(messages.size(), outcome(failure)));
    }

    private Uni<List<WorkOutcome>> sendSingly(SqsQueue queue, List<SqsMessage> messages) {
        return Multi.createFrom().iterable(messages)
                .onItem().transformToUniAndConcatenate(message -> send(queue, List.of(message)))
                .onItem().transform(outcomes -> outcomes.get(0))
                .collect().asList();
    }

    private Uni<String> url(SqsAsyncClient client, SqsQueue queue) {
        String known = queue.isUrl() ? queue.name() : urls.get(queue);
        return known != null ? Uni.createFrom().item(known)
                : Uni.createFrom().completionStage(() -> client.getQueueUrl(request -> request.queueName(queue.name())))
                        .map(found -> found.queueUrl())
                        .invoke(url -> remember(queue, url));
    }

    private void remember(SqsQueue queue, String url) {
        if (urls.size() >= MOST_URLS) {
            urls.clear();
        }
        urls.put(queue, url);
    }

    private static Uni<List<WorkOutcome>> send(SqsAsyncClient client, String url, List<SqsMessage> messages) {
        return Uni.createFrom()
                .completionStage(() -> client.sendMessageBatch(request -> request.queueUrl(url).entries(entries(messages))))
                .map(answer -> outcomes(messages.size(), answer));
    }

    /** Each entry's id is its place. */
    static List<SendMessageBatchRequestEntry> entries(List<SqsMessage> messages) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (SqsMessage message : messages) {
            entries.add(SendMessageBatchRequestEntry.builder().id(Integer.toString(entries.size())).messageBody(message.body())
                    .messageAttributes(message.attributes().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                            entry -> MessageAttributeValue.builder().dataType("String").stringValue(entry.getValue()).build())))
                    .build());
        }
        return entries;
    }

    static List<WorkOutcome> outcomes(int number, SendMessageBatchResponse answer) {
        Map<String, WorkOutcome> failed = new HashMap<>();
        for (BatchResultErrorEntry entry : answer.failed()) {
            failed.put(entry.id(), outcome(entry));
        }
        List<WorkOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            outcomes.add(failed.getOrDefault(Integer.toString(i), new WorkOutcome.Done()));
        }
        return outcomes;
    }

    /** Where SQS says that it failed itself, the message is not to blame. */
    private static WorkOutcome outcome(BatchResultErrorEntry entry) {
        return Boolean.FALSE.equals(entry.senderFault()) ? new WorkOutcome.Unavailable("SQS failed: " + entry.code())
                : new WorkOutcome.Failed("SQS refused it: " + entry.code());
    }

    static boolean isAboutMessages(Throwable failure) {
        return ABOUT_MESSAGES.contains(code(failure));
    }

    /** A request that failed as a whole is no message's fault, but where SQS says that it is. */
    static WorkOutcome outcome(Throwable failure) {
        String code = code(failure);
        return ABOUT_MESSAGES.contains(code) ? new WorkOutcome.Failed("SQS refused it: " + code)
                : new WorkOutcome.Unavailable("SQS cannot be asked: " + code);
    }

    /** What SQS says, without the prefix of its older protocol; where it says nothing, the kind of the failure. */
    private static String code(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null) {
            String code = answer.awsErrorDetails().errorCode();
            return code.substring(code.lastIndexOf('.') + 1);
        }
        return cause.getClass().getSimpleName();
    }
}
