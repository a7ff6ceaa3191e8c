package app.proca.notify.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.samskivert.mustache.MustacheException;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What a template may look like. */
final class TemplateRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_ -]+");

    private TemplateRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(EmailTemplate template) {
        ClientFault.refuse(problems(template));
    }

    static List<Problem> problems(EmailTemplate template) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", template.name, problems);
        Text.matching("name", template.name, NAME, problems);
        Text.required("locale", template.locale, problems);
        Text.required("subject", template.subject, problems);
        if (template.html == null || template.html.isBlank()) {
            problems.add(Problem.of("html", "can't be blank"));
        }
        Text.storable("html", template.html, problems);
        Text.storable("text", template.text, problems);
        Text.bounded("externalId", template.externalId, problems);
        mustache("subject", template.subject, problems);
        mustache("html", template.html, problems);
        mustache("text", template.text, problems);
        return problems;
    }

    private static void mustache(String part, @Nullable String source, List<Problem> problems) {
        if (source == null) {
            return;
        }
        try {
            CompiledTemplate.check(source);
        } catch (MustacheException broken) {
            problems.add(notMustache(part, broken));
        }
    }

    /** Names the part, the line and the reason. */
    static Problem notMustache(String part, MustacheException broken) {
        return Problem.of(part, "is not a Mustache template: " + broken.getMessage());
    }
}
