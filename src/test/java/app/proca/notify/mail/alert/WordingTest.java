package app.proca.notify.mail.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import app.proca.notify.queue.topology.OrgQueues;
import app.proca.notify.queue.topology.OrgQueues.DeliveryBackend;
import app.proca.notify.queue.topology.QueueName;

class WordingTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T14:05:00Z");
    private static final Wording WEBHOOK = new Wording("Green Lead", "webhook", "action");

    @Test
    void a_mail_says_what_is_missing_since_when_and_why() {
        assertThat(WEBHOOK.missed(312L, SINCE, "it answered 401").get("sentence")).isEqualTo(
                "The webhook of Green Lead has missed 312 actions since Tuesday 24 November 14:05 UTC; it answers 401 Unauthorized.");
        assertThat(new Wording("Green Lead", "CRM", "message").missed(1L, SINCE, "nobody reads its queue cus.5.deliver")
                .get("sentence")).isEqualTo(
                        "The CRM of Green Lead has missed 1 message since Tuesday 24 November 14:05 UTC; nobody reads its queue cus.5.deliver.");
    }

    @Test
    void where_nobody_knows_how_many_are_missing_no_number_is_made_up() {
        Map<String, Object> fields = new Wording("Green Lead", "webhook for events", "event").missed(null, SINCE,
                "the webhook of service 12 is disabled, it answered 410: update the service when it is there again");

        assertThat(fields.get("sentence")).isEqualTo("The webhook for events of Green Lead has missed events since Tuesday "
                + "24 November 14:05 UTC; the webhook of service 12 is disabled, it answered 410: update the service when it is "
                + "there again.");
        assertThat(fields).doesNotContainKey("count").containsEntry("things", "events");
    }

    @Test
    void mails_to_supporters_that_wait_are_told_of_as_what_they_are() {
        assertThat(new Wording("Green Lead", "mail server", "supporter mail")
                .missed(2L, SINCE, "org 5 has no address to send from").get("sentence")).isEqualTo(
                        "The mail server of Green Lead has missed 2 supporter mails since Tuesday 24 November 14:05 UTC; org 5 has "
                                + "no address to send from.");
    }

    @Test
    void answers_without_a_name_keep_their_number_and_what_else_is_said_of_them() {
        assertThat(WEBHOOK.missed(2L, SINCE, "it answered 599").get("reason")).isEqualTo("it answers 599");
        assertThat(WEBHOOK.missed(2L, SINCE, "it answered 302: redirects are not followed").get("reason"))
                .isEqualTo("it answers 302 Found: redirects are not followed");
        assertThat(WEBHOOK.missed(2L, SINCE, "no connection to crm.example.org:443").get("reason"))
                .isEqualTo("no connection to crm.example.org:443");
    }

    @Test
    void when_it_is_over_a_mail_says_what_was_given_up() {
        Instant now = SINCE.plusSeconds(3600);

        assertThat(WEBHOOK.recovered(SINCE, now, 0).get("sentence")).isEqualTo(
                "The webhook of Green Lead gets its actions again. It had missed them since Tuesday 24 November 14:05 UTC.");
        assertThat(WEBHOOK.recovered(SINCE, now, 1).get("sentence")).asString()
                .endsWith("14:05 UTC. 1 of them was given up: the desk shows which, and why.");
    }

    @Test
    void recipients_and_what_they_take_follow_from_the_queue_and_the_settings() {
        OrgQueues org = new OrgQueues(5, true, false, true, false, true, true, Optional.of(DeliveryBackend.WEBHOOK),
                Optional.of(DeliveryBackend.SQS));

        assertThat(thing("wrk.5.webhook", org)).isEqualTo("WEBHOOK action");
        assertThat(thing("wrk.5.sqs", org)).isEqualTo("SQS event");
        assertThat(thing("cus.5.deliver", org)).isEqualTo("CRM message");
        assertThat(thing("cus.5.confirm.supporter", org)).isEqualTo("CRM action");
        assertThat(thing("wrk.5.webhook/events", org)).isEqualTo("EVENTS_WEBHOOK event");
        assertThat(thing("wrk.5.webhook/actions", org)).isEqualTo("ACTIONS_WEBHOOK action");
        assertThat(thing("wrk.5.email.supporter", org)).isEqualTo("MAILS supporter mail");
        assertThat(Recipient.of(QueueName.fail(5))).isEmpty();
    }

    private static String thing(String name, OrgQueues org) {
        QueueName queue = new QueueName(name);
        Recipient recipient = Recipient.of(queue).orElseThrow();
        return recipient + " " + recipient.thing(queue, org);
    }
}
