package app.proca.notify.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.work.WorkOutcome;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class SqsRequestsTest {

    @Test
    void a_message_is_to_blame_but_not_where_sqs_failed_itself() {
        SendMessageBatchResponse answer = SendMessageBatchResponse.builder().failed(
                BatchResultErrorEntry.builder().id("0").code("InvalidMessageContents").senderFault(true).build(),
                BatchResultErrorEntry.builder().id("2").code("InternalError").senderFault(false).build()).build();

        assertThat(SqsRequests.outcomes(3, answer)).containsExactly(
                new WorkOutcome.Failed("SQS refused it: InvalidMessageContents"), new WorkOutcome.Done(),
                new WorkOutcome.Unavailable("SQS failed: InternalError"));
    }
}
