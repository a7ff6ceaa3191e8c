package app.proca.notify.mail.supporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupporterLinksTest {

    @Test
    void links_are_those_that_the_service_answers() {
        SupporterLinks links = new SupporterLinks("proca.example.org:4000", 12, "mfbpbPK_2yjs-");

        assertThat(links.accept()).isEqualTo("https://proca.example.org:4000/link/s/12/accept/mfbpbPK_2yjs-");
        assertThat(links.reject()).isEqualTo("https://proca.example.org:4000/link/s/12/reject/mfbpbPK_2yjs-");
        assertThat(links.optIn()).isEqualTo("https://proca.example.org:4000/link/d/12/mfbpbPK_2yjs-");
        assertThat(links.acceptAndOptIn()).isEqualTo(links.accept() + "?doi=1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a b", "a/../b", "a?b", "a\r\nb", "ą" })
    void a_reference_that_is_none_is_in_no_link(String reference) {
        assertThatThrownBy(() -> new SupporterLinks("localhost", 12, reference)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the contact reference has a wrong form");
    }
}
