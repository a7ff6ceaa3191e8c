package app.proca.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import app.proca.notify.template.CompiledTemplate.Filled;

class BuiltInTemplatesTest {

    private static final Map<String, Object> FACTS = Map.of("code", "46552993", "message", "Already live",
            "acceptLink", "https://localhost/link/accept/46552993?id=4",
            "rejectLink", "https://localhost/link/reject/46552993?id=4", "creator", Map.of("email", "partner@example.org"),
            "org", Map.of("title", "Partner & Co"), "campaign", Map.of("title", "Save all Oceans"));

    private final BuiltInTemplates templates = new BuiltInTemplates();

    @ParameterizedTest
    @FieldSource("app.proca.notify.mail.BuiltInTemplates#NAMES")
    void each_says_what_is_asked_and_how_to_answer(String name) {
        Filled mail = templates.find(name).orElseThrow().fill(FACTS);

        assertThat(mail.subject()).containsAnyOf("Partner & Co", "Save all Oceans").doesNotContain("\n", "{{");
        assertThat(mail.text()).contains("Partner & Co", "Already live", "46552993",
                "https://localhost/link/accept/46552993?id=4\n", "https://localhost/link/reject/46552993?id=4\n")
                .doesNotContain("{{", "\n\n\n");
        assertThat(mail.html()).contains("Partner &amp; Co", "Already live", "46552993",
                "href=\"https://localhost/link/accept/46552993?id=4\"").doesNotContain("{{");
    }

    @ParameterizedTest
    @FieldSource("app.proca.notify.mail.BuiltInTemplates#NAMES")
    void each_can_do_without_links_and_message(String name) {
        Filled mail = templates.find(name).orElseThrow().fill(Map.of("code", "46552993",
                "org", Map.of("title", "Partner & Co"), "campaign", Map.of("title", "Save all Oceans")));

        assertThat(mail.text()).contains("46552993").doesNotContain("http", ": \n", "\n\n\n");
        assertThat(mail.html()).doesNotContain("href", "blockquote");
    }

    @ParameterizedTest
    @FieldSource("app.proca.notify.mail.BuiltInTemplates#ALERTS")
    void alerts_say_their_sentence_and_where_to_look(String name) {
        Filled mail = templates.find(name).orElseThrow().fill(Map.of("service", "webhook", "things", "actions", "sentence",
                "It is so.", "deskLink", "https://localhost/desk", "org", Map.of("title", "Partner & Co")));

        assertThat(mail.subject()).startsWith("The webhook of Partner & Co ").contains("actions").doesNotContain("\n", "{{");
        assertThat(mail.text()).contains("It is so.\n", "https://localhost/desk\n").doesNotContain("{{", "\n\n\n");
        assertThat(mail.html()).contains("It is so.", "href=\"https://localhost/desk\"").doesNotContain("{{");
    }
}
