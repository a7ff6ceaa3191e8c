package app.proca.notify.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.queue.work.Content;
import app.proca.notify.queue.work.WorkOutcome;
import io.vertx.core.buffer.Buffer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Messages as SQS gets them, and its answers. */
class SqsMessageTest {

    @Test
    void attributes_are_those_of_proca_and_what_is_missing_is_left_out() {
        String action = """
                {"schema":"proca:action:2","stage":"deliver","campaign":{"name":"bees"},"action":{"actionType":"petition"}}""";
        String event = "{\"schema\":\"proca:event:2\",\"stage\":\"\",\"campaign\":null}";

        assertThat(message(action, "id-1"))
                .isEqualTo(new SqsMessage(action, Map.of("Schema", "proca:action:2", "Stage", "deliver",
                        "CampaignName", "bees", "ActionType", "petition", "MessageId", "id-1")));
        assertThat(message(event, null)).isEqualTo(new SqsMessage(event, Map.of("Schema", "proca:event:2")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
            "eu-west-1 | proca | AKIA | secret | null", "us-gov-east-1 | https://sqs/1/q | AKIA | secret | null",
            "evil.org/ | proca | AKIA | secret | its host is no region, like eu-west-1",
            "'' | proca | AKIA | secret | its host is no region, like eu-west-1",
            "https://eu | proca | AKIA | secret | its host is no region, like eu-west-1",
            "eu-west-1 | null | AKIA | secret | its path names no queue",
            "eu-west-1 | proca | '' | secret | its user and password are no access key",
            "eu-west-1 | proca | AKIA | '' | its user and password are no access key" })
    void a_service_that_cannot_be_used_says_why(String host, String path, String user, String password, String fault) {
        assertThat(SqsQueue.of(host, path, user, password, true).fault()).isEqualTo(fault);
    }

    @Test
    void of_a_request_that_went_in_part_the_rest_comes_back() {
        SendMessageBatchResponse answer = SendMessageBatchResponse.builder()
                .failed(BatchResultErrorEntry.builder().id("1").code("InvalidMessageContents").message("of Jan").senderFault(true)
                        .build())
                .build();

        assertThat(SqsRequests.outcomes(3, answer)).containsExactly(new WorkOutcome.Done(),
                new WorkOutcome.Failed("SQS refused it: InvalidMessageContents"), new WorkOutcome.Done());
    }

    @Test
    void a_request_that_failed_as_a_whole_is_no_messages_fault_unless_sqs_says_so() {
        assertThat(List.of(SqsRequests.outcome(new CompletionException(answer("InvalidClientTokenId"))),
                SqsRequests.outcome(SdkClientException.create("no network")),
                SqsRequests.outcome(answer("AWS.SimpleQueueService.BatchRequestTooLong")),
                SqsRequests.outcome(answer("InvalidMessageContents"))))
                .containsExactly(new WorkOutcome.Unavailable("SQS cannot be asked: InvalidClientTokenId"),
                        new WorkOutcome.Unavailable("SQS cannot be asked: SdkClientException"),
                        new WorkOutcome.Failed("SQS refused it: BatchRequestTooLong"),
                        new WorkOutcome.Failed("SQS refused it: InvalidMessageContents"));
    }

    private static AwsServiceException answer(String code) {
        return SqsException.builder().awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build()).build();
    }

    private static SqsMessage message(String body, String id) {
        return SqsMessage.of(body, Content.of(Buffer.buffer(body)).orElseThrow(), id);
    }
}
