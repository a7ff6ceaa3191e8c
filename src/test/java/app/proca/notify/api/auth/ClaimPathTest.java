package app.proca.notify.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ClaimPathTest {

    @Test
    void a_claim_is_found_by_its_name() {
        assertThat(ClaimPath.parse("email").in(Map.of("email", "jo@example.org"))).contains("jo@example.org");
    }

    @Test
    void a_path_leads_through_objects_and_lists_to_the_first_that_is_there() {
        Map<String, Object> claims = Map.of("identity", Map.of("emails",
                List.of(Map.of("via", "phone"), Map.of("email", "jo@example.org"), Map.of("email", "second@example.org"))));

        assertThat(ClaimPath.parse("identity.emails.[].email").in(claims)).contains("jo@example.org");
    }

    @Test
    void a_path_that_leads_nowhere_finds_nothing() {
        Map<String, Object> claims = Map.of("email", "jo@example.org", "list", List.of());

        assertThat(List.of("mail", "email.address", "email.[]", "list.[]", "list.email"))
                .allSatisfy(path -> assertThat(ClaimPath.parse(path).in(claims)).isEmpty());
    }
}
