package app.proca.notify.mail.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "Jan|Jan <jan@example.org>",
            "Save, Inc.|\"Save, Inc.\" <jan@example.org>",
            "\"Joe\" \\ Doe|\"\\\"Joe\\\" \\\\ Doe\" <jan@example.org>",
            "a@b.org <c@d.org>|\"a@b.org <c@d.org>\" <jan@example.org>" })
    void a_name_is_quoted_where_it_must_be(String name, String header) {
        assertThat(new MailAddress(name, "jan@example.org").header()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Zoë Müller", "🐝 Bees", "Союз охраны птиц и всей живой природы, межрегиональная организация",
            "=?UTF-8?Q?sly?=", "\"Joe, Inc.\"" })
    void a_mail_program_reads_the_name_that_was_given(String name) throws Exception {
        String header = new MailAddress(name, "jan@example.org").header();

        assertThat(header.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{1,78}"));
        assertThat(InternetAddress.parseHeader(header, true)).singleElement().satisfies(read -> {
            assertThat(read.getPersonal()).isEqualTo(name);
            assertThat(read.getAddress()).isEqualTo("jan@example.org");
        });
    }

    @Test
    void without_a_name_there_is_the_address_alone() {
        assertThat(new MailAddress(null, "jan@example.org").header()).isEqualTo("jan@example.org");
        assertThat(new MailAddress(" ", "jan@example.org").header()).isEqualTo("jan@example.org");
    }

    @Test
    void a_domain_of_other_letters_is_written_in_ascii() {
        assertThat(new MailAddress(null, "jan@bücher.example").address()).isEqualTo("jan@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Jan\r\nBcc: x@example.org", "Jan\nx", "Jan\u0000", "Jan\u2028x", "a\tb", "Jan\u007f" })
    void a_name_with_a_line_break_or_a_control_character_is_an_error(String name) {
        assertThatThrownBy(() -> new MailAddress(name, "jan@example.org")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name has a line break or a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "jan", "@example.org", "jan@", "jan@example.org\r\nDATA", "jan@exa mple.org",
            "<jan@example.org>",
            "jan@example.org,eve@example.org", "jan@example..org", "jan@-example.org", "jän@example.org", "jan@example.org>",
            "a@b@example.org", "\"jan x\"@example.org" })
    void what_is_no_address_is_an_error_that_does_not_repeat_it(String address) {
        assertThatThrownBy(() -> new MailAddress("Jan", address)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mail address has a wrong form");
    }

    @Test
    void what_somebody_typed_for_a_name_stays_in_its_line() {
        MailAddress typed = MailAddress.typed("Jan\r\nBcc: eve@example.com\u2028\t", " jan@example.com ");

        assertThat(typed).isEqualTo(new MailAddress("Jan Bcc: eve@example.com", "jan@example.com"));
        assertThat(typed.header()).isEqualTo("\"Jan Bcc: eve@example.com\" <jan@example.com>");
        assertThat(MailAddress.typed(null, "jan@example.com").header()).isEqualTo("jan@example.com");
        assertThat(MailAddress.typed("\n", "jan@example.com").header()).isEqualTo("jan@example.com");
    }
}
