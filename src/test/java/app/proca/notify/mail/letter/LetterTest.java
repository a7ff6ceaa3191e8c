package app.proca.notify.mail.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import jakarta.mail.internet.MimeUtility;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    private static final MailAddress INSTANCE = new MailAddress("instance", "instance@example.org");
    private static final MailAddress ADMIN = new MailAddress("admin", "admin@example.org");

    @Test
    void the_headers_are_those_of_procas_mail_with_a_right_id() {
        assertThat(letter("Partner Org wants to join Save all Oceans", null).headers()).containsExactlyInAnyOrderEntriesOf(
                java.util.Map.of("Date", "Mon, 23 Nov 2026 23:44:48 +0000",
                        "From", "instance <instance@example.org>",
                        "To", "admin <admin@example.org>",
                        "Subject", "Partner Org wants to join Save all Oceans",
                        "Message-ID", "<8b0c9f9e@localhost>",
                        "Auto-Submitted", "auto-generated"));
    }

    @Test
    void who_is_on_a_list_can_leave_it_with_one_click() {
        assertThat(letter("Thanks", "https://proca.example/link/s/2/reject/ref").headers())
                .containsEntry("List-Unsubscribe", "<https://proca.example/link/s/2/reject/ref>")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .doesNotContainKey("Auto-Submitted");
    }

    @Test
    void mail_providers_are_told_what_to_name_in_the_news_of_a_mail() {
        Letter letter = new Letter("<1@localhost>", Instant.EPOCH, INSTANCE, ADMIN, null, "", null, "", null, "action:2");

        assertThat(letter.headers()).containsEntry("X-MJ-CustomID", "action:2").containsEntry("X-Mailin-Tag", "action:2");
        assertThatThrownBy(() -> new Letter("<1@localhost>", Instant.EPOCH, INSTANCE, ADMIN, null, "", null, "", null, "a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answers_go_where_they_are_wanted() {
        Letter letter = new Letter("<1@localhost>", Instant.EPOCH, INSTANCE, ADMIN, new MailAddress("Zoë", "zoe@example.org"), "",
                null, "", null);

        assertThat(letter.headers()).containsEntry("Reply-To", "=?UTF-8?B?Wm/Dqw==?= <zoe@example.org>");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Grüße", "🐝🐝🐝 rettet die Bienen 🐝🐝🐝 und alle anderen Tiere, die über Wiesen fliegen 🐝🐝🐝",
            "=?UTF-8?Q?sly?=" })
    void a_mail_program_reads_the_subject_that_was_given(String subject) throws Exception {
        String header = letter(subject, null).headers().get("Subject");

        assertThat(header.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{1,76}"));
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(subject);
    }

    @Test
    void a_subject_stays_on_its_line() {
        assertThat(letter("Thanks\r\nBcc: eve@example.org\n", null).headers())
                .containsEntry("Subject", "Thanks Bcc: eve@example.org");
    }

    @Test
    void an_id_or_a_link_that_would_end_its_line_is_an_error() {
        assertThatThrownBy(() -> letter("Thanks", "https://example.org/>\r\nBcc: eve@example.org"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Letter("<1@local host>", Instant.EPOCH, INSTANCE, ADMIN, null, "", null, "", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Letter letter(String subject, @Nullable String unsubscribe) {
        return new Letter("<8b0c9f9e@localhost>", Instant.parse("2026-11-23T23:44:48Z"), INSTANCE, ADMIN, null, subject, "text",
                "<p>html</p>", unsubscribe);
    }
}
