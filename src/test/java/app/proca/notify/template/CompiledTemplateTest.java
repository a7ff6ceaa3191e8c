package app.proca.notify.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CompiledTemplateTest {

    @Test
    void only_the_html_body_is_escaped() {
        CompiledTemplate template = CompiledTemplate.of("For {{name}}", "<p>{{name}} {{{name}}}</p>", "For {{name}}");

        CompiledTemplate.Filled mail = template.fill(Map.of("name", "<B> & \"Co\""));

        assertThat(mail.subject()).isEqualTo("For <B> & \"Co\"");
        assertThat(mail.html()).isEqualTo("<p>&lt;B&gt; &amp; &quot;Co&quot; <B> & \"Co\"</p>");
        assertThat(mail.text()).isEqualTo("For <B> & \"Co\"");
    }

    @Test
    void a_link_is_escaped_no_more_than_html_needs() {
        assertThat(html("<a href=\"{{link}}\">", Map.of("link", "https://localhost/link/accept/46552993?id=4&org=it's")))
                .isEqualTo("<a href=\"https://localhost/link/accept/46552993?id=4&amp;org=it&#39;s\">");
    }

    @Test
    void names_that_are_not_there_become_nothing() {
        assertThat(html("a{{b}}{{c.d.e}}{{#f}}g{{/f}}{{^h}}i{{/h}}", Map.of("c", Map.of()))).isEqualTo("ai");
    }

    @Test
    void maps_and_lists_are_read_to_any_depth() {
        Map<String, Object> values = Map.of("org", Map.of("title", "Lead"), "tags", List.of("a", "b"), "isDupe", true);

        assertThat(html("{{org.title}}{{#tags}} {{.}}{{/tags}}{{#isDupe}}!{{/isDupe}}", values)).isEqualTo("Lead a b!");
    }

    @Test
    void a_template_calls_no_methods() {
        assertThat(html("{{name.length}}{{name.class}}{{org.class.name}}{{#name}}{{length}}{{/name}}",
                Map.of("name", "Jo", "org", Map.of()))).isEmpty();
    }

    private static String html(String source, Map<String, Object> values) {
        return CompiledTemplate.of("", source, null).fill(values).html();
    }
}
