package app.proca.notify.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import app.proca.notify.common.ClientFault.Problem;

class TemplateRulesTest {

    private final EmailTemplate template = aTemplate();

    @Test
    void a_template_needs_a_name_a_locale_a_subject_and_html() {
        assertThat(TemplateRules.problems(new EmailTemplate())).containsExactly(
                Problem.of("name", "can't be blank"), Problem.of("locale", "can't be blank"),
                Problem.of("subject", "can't be blank"), Problem.of("html", "can't be blank"));
    }

    @Test
    void html_may_be_long() {
        template.html = "<p>thanks</p>".repeat(10_000);

        assertThat(TemplateRules.problems(template)).isEmpty();
    }

    @Test
    void every_part_must_be_mustache() {
        template.subject = "Thanks {{#firstName}}";
        template.text = "{{/firstName}}";

        assertThat(TemplateRules.problems(template)).hasSize(2)
                .allSatisfy(problem -> assertThat(problem.message()).startsWith("is not a Mustache template: "))
                .extracting(problem -> problem.field().get(0)).containsExactly("subject", "text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{{#a}}|Section missing close tag 'a' @ line 1", "{{/a}}|Section close tag with no open tag 'a' @ line 1",
            "{{#a}}{{/b}}|Section close tag with mismatched open tag 'b' != 'a' @ line 1",
            "{{> footer}}|{{>footer}} needs another template", "{{#a}}{{> footer}}{{/a}}|{{>footer}} needs another template",
            "{{<footer}}{{/footer}}|{{>footer}} needs another template" })
    void what_is_no_mustache_is_refused_with_line_and_reason(String source, String reason) {
        template.html = source;

        assertThat(TemplateRules.problems(template)).singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("is not a Mustache template: ").contains(reason));
    }

    @Test
    void the_line_is_that_of_the_template() {
        template.html = "<p>\n\n{{/a}}</p>";

        assertThat(TemplateRules.problems(template)).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("@ line 3"));
    }

    private static EmailTemplate aTemplate() {
        EmailTemplate template = new EmailTemplate();
        template.name = "thank you_2";
        template.locale = "en";
        template.subject = "Thanks {{firstName}}";
        template.html = "<p>{{#firstName}}Dear {{firstName}}{{/firstName}}</p>";
        return template;
    }
}
