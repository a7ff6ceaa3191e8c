package app.proca.notify.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    private static EmailTemplate aTemplate() {
        EmailTemplate template = new EmailTemplate();
        template.name = "thank you_2";
        template.locale = "en";
        template.subject = "Thanks {{firstName}}";
        template.html = "<p>{{#firstName}}Dear {{firstName}}{{/firstName}}</p>";
        return template;
    }
}
