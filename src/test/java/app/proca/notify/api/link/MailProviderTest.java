package app.proca.notify.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import app.proca.notify.supporter.EmailStatus;

class MailProviderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'event':'bounce','hard_bounce':true,'CustomID':'action:7','email':'jan@example.org'} | BOUNCE",
            "{'event':'blocked','CustomID':'action:7'} | BLOCKED", "{'event':'spam','CustomID':'action:7'} | SPAM",
            "{'event':'unsub','CustomID':'action:7','mj_list_id':1} | UNSUB" })
    void mailjet_tells_of_mails_that_are_lost(String event, EmailStatus status) {
        assertThat(MailProvider.MAILJET.read(json(event))).contains(new MailReport.Lost(7, status, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'event':'bounced','tags':['action:7']} | BOUNCE",
            "{'event':'hard_bounce','tags':['action:7','x'],'email':'jan@example.org'} | BOUNCE",
            "{'event':'blocked','tags':['action:7']} | BLOCKED", "{'event':'spam','tags':['action:7']} | SPAM",
            "{'event':'unsubscribed','tags':['action:7']} | UNSUB" })
    void brevo_tells_of_mails_that_are_lost(String event, EmailStatus status) {
        assertThat(MailProvider.BREVO.read(json(event))).contains(new MailReport.Lost(7, status, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "MAILJET | {'time':1430812195} | 1430812195", "MAILJET | {'ts':1430812195} |",
            "BREVO | {'ts':1430812195} | 1430812195", "BREVO | {'ts':1,'ts_event':1430812195} | 1430812195",
            "BREVO | {'time':1430812195} |", "BREVO | {'ts':1430812195000} |", "MAILJET | {'time':0} |",
            "MAILJET | {'time':[7]} |" })
    void each_says_in_its_own_way_when_it_happened(MailProvider provider, String time, @Nullable Long second) {
        ObjectNode event = (ObjectNode) json(time);
        event.put("event", "spam").put("CustomID", "action:7").putArray("tags").add("action:7");

        assertThat(provider.read(event)).contains(
                new MailReport.Lost(7, EmailStatus.SPAM, second == null ? null : Instant.ofEpochSecond(second)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'event':'bounce','CustomID':'action:7','email':'jan@example.org'}",
            "{'event':'bounce','hard_bounce':false,'CustomID':'action:7','email':'jan@example.org'}",
            "{'event':'bounce','hard_bounce':'true','email':'jan@example.org'}",
            "{'event':'bounce','hard_bounce':1,'email':'jan@example.org'}" })
    void a_bounce_of_mailjet_is_hard_only_where_it_says_so(String event) {
        assertThat(MailProvider.MAILJET.read(json(event))).contains(new MailReport.Soft("example.org"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "jan@example.org | example.org", "'\"a b\"@mail-1.example.org' | mail-1.example.org",
            "'' | an unknown domain", "jan | an unknown domain", "a@b@example.org | an unknown domain",
            "'jan@example.org\nFATAL: all is lost' | an unknown domain", "'jan@exa mple' | an unknown domain" })
    void of_a_soft_bounce_the_domain_is_told_and_nothing_that_is_none(String address, String domain) {
        JsonNode event = JSON.createObjectNode().put("event", "soft_bounce").put("email", address);

        assertThat(MailProvider.BREVO.read(event)).contains(new MailReport.Soft(domain));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'event':'open','CustomID':'action:7'}", "{'event':'spam'}", "{'event':'spam','CustomID':''}",
            "{'event':'spam','CustomID':'action:'}", "{'event':'spam','CustomID':'action:x'}",
            "{'event':'spam','CustomID':'action:-7'}", "{'event':'spam','CustomID':'user:7'}",
            "{'event':'spam','CustomID':' action:7'}", "{'event':'spam','CustomID':7}",
            "{'event':'spam','CustomID':['action:7']}",
            "{'event':'spam','CustomID':'action:99999999999999999999'}", "{'event':['spam'],'CustomID':'action:7'}",
            "{'event':null,'CustomID':'action:7'}", "{'event':'hard_bounce','tags':['action:7']}" })
    void mailjet_tells_of_much_that_does_not_matter(String event) {
        assertThat(MailProvider.MAILJET.read(json(event))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{'event':'delivered','tags':['action:7']}", "{'event':'spam'}", "{'event':'spam','tags':[]}",
            "{'event':'spam','tags':['x','action:7']}", "{'event':'spam','tags':'action:7'}",
            "{'event':'spam','tags':[['action:7']]}",
            "{'event':'spam','tags':{'0':'action:7'}}", "{'event':'unsub','tags':['action:7']}",
            "{'event':'spam','CustomID':'action:7'}" })
    void brevo_tells_of_much_that_does_not_matter(String event) {
        assertThat(MailProvider.BREVO.read(json(event))).isEqualTo(Optional.empty());
    }

    private static JsonNode json(String single) {
        try {
            return JSON.readTree(single.replace('\'', '"'));
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
