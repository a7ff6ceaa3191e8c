package app.proca.notify.template;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;

import app.proca.notify.common.ClientFault;

/** A mail's subject and bodies, ready to be filled. Only the HTML body escapes what is filled in. */
public record CompiledTemplate(long templateId, Template subject, Template html, @Nullable Template text) {

    private static final Mustache.Compiler HTML = Mustache.compiler().defaultValue("");
    private static final Mustache.Compiler PLAIN = HTML.escapeHTML(false);

    /** A filled mail. */
    public record Filled(String subject, String html, @Nullable String text) {}

    /** @throws ClientFault where a part is no Mustache, naming the part, the line and the reason */
    static CompiledTemplate of(EmailTemplate template) {
        return new CompiledTemplate(template.id, compile(PLAIN, "subject", template.subject),
                compile(HTML, "html", template.html),
                template.text == null ? null : compile(PLAIN, "text", template.text));
    }

    /** Fills in values by name; names that are not there become nothing. */
    public Filled fill(Map<String, Object> values) {
        return new Filled(subject.execute(values), html.execute(values), text == null ? null : text.execute(values));
    }

    private static Template compile(Mustache.Compiler compiler, String part, String source) {
        try {
            return compiler.compile(source);
        } catch (MustacheException broken) {
            throw ClientFault.invalid(List.of(TemplateRules.notMustache(part, broken)));
        }
    }
}
