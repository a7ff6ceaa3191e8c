package app.proca.notify.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

class ActionPageRulesTest {

    @ParameterizedTest
    @ValueSource(strings = { "save_oceans/en", "save-oceans/en/2", "example.org/save_oceans", "www.example.co.uk/a/b-c" })
    void names_are_an_identifier_or_a_domain_and_a_path(String name) {
        ActionPage page = aPage();

        page.name = name;

        assertThat(ActionPageRules.problems(page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "oceans", "oceans/", "/en", "my_site.org/en", "https://example.org/en", "oceans/a b", "océans/en",
            "oceans//en", "oceans/en\n" })
    void other_names_have_an_invalid_format(String name) {
        ActionPage page = aPage();

        page.name = name;

        assertThat(ActionPageRules.problems(page)).containsExactly(Problem.of("name", "has invalid format"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "en", "pt_BR", "sr@latin", "de_AT@formal" })
    void locales_are_a_language_with_a_country_and_a_variant(String locale) {
        ActionPage page = aPage();

        page.locale = locale;

        assertThat(ActionPageRules.problems(page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "EN", "english", "pt-BR", "en_us", "en@", "e" })
    void other_locales_have_an_invalid_format(String locale) {
        ActionPage page = aPage();

        page.locale = locale;

        assertThat(ActionPageRules.problems(page)).containsExactly(Problem.of("locale", "has invalid format"));
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, 100_000_001, Integer.MAX_VALUE })
    void extra_supporters_stay_within_bounds(int count) {
        ActionPage page = aPage();
        page.extraSupporters = 100_000_000;
        assertThat(ActionPageRules.problems(page)).isEmpty();

        page.extraSupporters = count;

        assertThat(ActionPageRules.problems(page)).containsExactly(Problem.of("extraSupporters", "is invalid"));
    }

    @Test
    void every_wrong_field_is_told_once() {
        ActionPage page = aPage();

        page.name = "";
        page.locale = " ";
        page.thankYouTemplate = "t".repeat(256);

        assertThatThrownBy(() -> ActionPageRules.check(page)).isInstanceOfSatisfying(ClientFault.class,
                fault -> assertThat(fault.problems()).containsExactly(
                        Problem.of("name", "can't be blank"),
                        Problem.of("locale", "can't be blank"),
                        Problem.of("thankYouTemplate", "should be at most 255 character(s)")));
    }

    @Test
    void config_that_postgresql_would_refuse_is_told_before() {
        ActionPage page = aPage();

        page.config = new JsonObject().put("steps", new JsonArray().add(new JsonObject().put("label", "a\0b")));

        assertThat(ActionPageRules.problems(page)).containsExactly(Problem.of("config", "has invalid format"));
    }

    private static ActionPage aPage() {
        ActionPage page = new ActionPage();
        page.name = "oceans/en";
        page.locale = "en";
        return page;
    }
}
