package app.proca.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.supporter.Contact;
import app.proca.notify.supporter.Supporter;

class HeldContactTest {

    private final Supporter supporter = new Supporter();
    private final Contact contact = new Contact();

    @BeforeEach
    void somebody_is_known_by_their_first_name() {
        supporter.fingerprint = new byte[]{ 1 };
        supporter.firstName = "Jan";
    }

    @ParameterizedTest
    @ValueSource(strings = { "no { JSON", "", "null", "[1]", "\"text\"", "{\"email\":1} tail" })
    void a_contact_that_is_no_object_tells_nothing_and_keeps_nothing_from_being_told(String payload) {
        contact.payload = payload.getBytes(StandardCharsets.UTF_8);

        HeldContact held = new HeldContact(supporter, contact, null, null);

        assertThat(held.contactPart()).containsOnlyKeys("area", "email", "firstName", "contactRef", "dupeRank")
                .containsEntry("firstName", "Jan").containsEntry("email", null);
        assertThat(held.contactPartV1()).containsEntry("payload", payload).containsEntry("firstName", "Jan");
    }

    @Test
    void what_the_org_holds_in_clear_is_told_after_the_supporters_own_is_cleared() {
        contact.payload = "{\"email\":\"jan@example.com\",\"phone\":\"1\"}".getBytes(StandardCharsets.UTF_8);

        HeldContact held = new HeldContact(supporter, contact, null, null);

        assertThat(held.contactPart()).containsEntry("email", "jan@example.com").containsEntry("phone", "1");
        assertThat(held.contactPartV1()).containsEntry("email", "jan@example.com");
    }
}
