package app.proca.notify.api.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAnswerTest {

    @ParameterizedTest
    @ValueSource(strings = { "/", "/campaign", "/campaign/bees?done=1#top", "/a//b", "/?next=https://example.org/" })
    void a_link_leads_on_to_a_page_of_this_server(String redirect) {
        assertThat(LinkAnswer.local(redirect)).isEqualTo(redirect);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", "campaign", "https://example.org/", "//example.org", "///example.org", "/\\example.org",
            "\\\\example.org", "/a\\b", "/a\r\nSet-Cookie: a=b", "/\t/example.org", " //example.org", "javascript:alert(1)",
            "/é" })
    void a_link_leads_nowhere_else(String redirect) {
        assertThat(LinkAnswer.local(redirect)).isEqualTo("/");
    }

    @Test
    void a_link_that_cannot_be_followed_while_the_database_is_away_is_worth_another_try() {
        assertThat(LinkAnswer.wrong(new CompletionException(new ConnectException("Connection refused"))).getStatus())
                .isEqualTo(503);
    }

    @Test
    void a_link_with_a_code_or_an_id_that_is_none_is_malformed() {
        assertThatThrownBy(() -> Visit.of(true, "12a", null, null, null, "192.0.2.1")).hasMessage("malformed link");
        assertThatThrownBy(() -> Visit.of(true, "12345678", null, "x", null, "192.0.2.1")).hasMessage("malformed link");
        assertThat(Visit.of(false, "12345678", "new@example.org", "4", "lead", "192.0.2.1").accepts()).isFalse();
    }
}
