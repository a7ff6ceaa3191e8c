package app.proca.notify.template;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;

import app.proca.notify.common.ClientFault;

/** A mail's subject and bodies, ready to be filled. Only the HTML body escapes what is filled in. */
public record CompiledTemplate(Template subject, Template html, @Nullable Template text) {

    /** What HTML needs and no more: the library escapes the {@code =} of links too, which Proca's mails do not. */
    private static final Mustache.Escaper ESCAPED = Escapers.simple(new String[][]{
            { "&", "&amp;" }, { "<", "&lt;" }, { ">", "&gt;" }, { "\"", "&quot;" }, { "'", "&#39;" } });
    private static final Mustache.Compiler HTML = Mustache.compiler().defaultValue("").emptyStringIsFalse(true)
            .withEscaper(ESCAPED).withCollector(new PlainValues());
    private static final Mustache.Compiler PLAIN = HTML.escapeHTML(false);

    /** A filled mail. */
    public record Filled(String subject, String html, @Nullable String text) {}

    /** @throws ClientFault where a part is no Mustache, naming the part, the line and the reason */
    public static CompiledTemplate of(String subject, String html, @Nullable String text) {
        return new CompiledTemplate(compile(PLAIN, "subject", subject), compile(HTML, "html", html),
                text == null ? null : compile(PLAIN, "text", text));
    }

    /** As {@link #of(String, String, String)}. */
    static CompiledTemplate of(EmailTemplate template) {
        return of(template.subject, template.html, template.text);
    }

    /**
     * Fills in values by name: maps, lists, texts, numbers, booleans. Names that are not there become nothing, an
     * empty text counts as not there.
     */
    public Filled fill(Map<String, Object> values) {
        return new Filled(subject.execute(values), html.execute(values), text == null ? null : text.execute(values));
    }

    /** @throws MustacheException where it is none, or needs other templates */
    static void check(String source) {
        alone(PLAIN.compile(source));
    }

    private static Template compile(Mustache.Compiler compiler, String part, String source) {
        try {
            Template template = compiler.compile(source);
            alone(template);
            return template;
        } catch (MustacheException broken) {
            throw ClientFault.invalid(List.of(TemplateRules.notMustache(part, broken)));
        }
    }

    /** The library would load a partial, and fail, only when the template is filled. */
    private static void alone(Template template) {
        template.visit(new NoPartials());
    }

    private static final class NoPartials implements Mustache.Visitor {

        @Override
        public void visitText(String text) {
            // any text will do
        }

        @Override
        public void visitVariable(String name) {
            // any name will do: those that are not there become nothing
        }

        @Override
        public boolean visitInclude(String name) {
            throw new MustacheException("{{>" + name + "}} needs another template, and there are no partials here");
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitBlock(String name) {
            return true;
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }
    }

    /** Templates are written by users: they read maps and lists, and call no method of any object. */
    private static final class PlainValues extends BasicCollector {

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
