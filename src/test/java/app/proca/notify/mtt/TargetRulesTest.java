package app.proca.notify.mtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class TargetRulesTest {

    private static final String NOT_FLAT = "must be a map of string to values of strings or numbers, or lists of them";

    private final Target target = aTarget();

    @Test
    void a_target_needs_an_external_id_and_a_name() {
        target.name = null;

        assertThat(TargetRules.problems(target, null)).containsExactly(Problem.of("name", "can't be blank"));
        assertThat(TargetRules.problems(List.of(input("1"), input(" "))))
                .containsExactly(Problem.of("externalId", "can't be blank").within("targets", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "de", "pt_BR" })
    void a_locale_is_a_language_and_maybe_a_country(String locale) {
        target.locale = locale;

        assertThat(TargetRules.problems(target, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "german", "DE", "de-AT", "de_at", "de@formal" })
    void anything_else_is_no_locale(String locale) {
        target.locale = locale;

        assertThat(TargetRules.problems(target, null)).containsExactly(Problem.of("locale", "has invalid format"));
    }

    @Test
    void fields_are_texts_numbers_and_lists_of_them() {
        target.fields = new JsonObject().put("party", "Greens").put("seat", 7).put("sits", true)
                .put("committees", new JsonArray().add("ENVI").add("AGRI"));
        assertThat(TargetRules.problems(target, null)).isEmpty();

        target.fields = new JsonObject(Map.of("office", Map.of("room", 1)));

        assertThat(TargetRules.problems(target, null)).containsExactly(Problem.of("fields", NOT_FLAT));
    }

    @Test
    void each_address_that_is_none_is_told_at_its_place() {
        assertThat(TargetRules.problems(target, List.of("mep@europarl.example", "", "nobody", "MEP@europarl.example")))
                .containsExactly(Problem.of("email", "can't be blank").within("emails", "1"),
                        Problem.of("email", "has invalid format").within("emails", "2"),
                        Problem.of("email", "is given more than once").within("emails", "3"));
    }

    @Test
    void an_external_id_stands_once_in_a_list() {
        List<TargetInput> list = List.of(input("1"), input("2"), input("1"));

        assertThat(TargetRules.problems(list))
                .containsExactly(Problem.of("externalId", "is given more than once").within("targets", "2"));
    }

    @Test
    void lists_have_an_end() {
        assertThat(TargetRules.problems(Collections.nCopies(10_001, input("1"))))
                .containsExactly(Problem.of("targets", "should have at most 10000 item(s)"));
        assertThat(TargetRules.problems(target, Collections.nCopies(101, "mep@europarl.example")))
                .containsExactly(Problem.of("emails", "should have at most 100 item(s)"));
    }

    private static TargetInput input(String externalId) {
        return new TargetInput(externalId, "A Member", null, null, null, null);
    }

    private static Target aTarget() {
        Target target = new Target();
        target.id = UUID.randomUUID();
        target.externalId = "mep-1";
        target.name = "A Member";
        return target;
    }
}
