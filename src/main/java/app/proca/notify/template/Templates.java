package app.proca.notify.template;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import app.proca.notify.org.Org;
import io.smallrye.mutiny.Uni;

/** The operations on e-mail templates. Each runs in the caller's transaction. */
@ApplicationScoped
public class Templates {

    private static final String DEFAULT_LOCALE = "en";

    /** Changes the org's template of that name and locale, or makes it; what is not given stays as it is. */
    public Uni<EmailTemplate> upsert(long orgId, Given<TemplateInput> input) {
        String name = input.input().name();
        String given = input.input().locale();
        String locale = given == null ? DEFAULT_LOCALE : given;
        return EmailTemplate.<EmailTemplate>find("orgId = ?1 and name = ?2 and locale = ?3", orgId, name, locale).firstResult()
                .onItem().ifNull().continueWith(() -> blank(orgId, name, locale))
                .chain(template -> {
                    input.apply("subject", TemplateInput::subject, subject -> template.subject = subject == null ? "" : subject)
                            .apply("html", TemplateInput::html, html -> template.html = html == null ? "" : html)
                            .apply("text", TemplateInput::text, text -> template.text = text);
                    TemplateRules.check(template);
                    return Rows.write(template);
                });
    }

    /**
     * Refuses the name of a template that the org does not have in any locale, where it has a backend to send it with
     * (spec/graphql.md, Field rules).
     *
     * @param field of the input that names the template
     */
    public Uni<Void> require(Org org, String field, @Nullable String name) {
        if (org.emailBackendId == null || name == null || name.isBlank()) {
            return Uni.createFrom().voidItem();
        }
        return EmailTemplate.count("orgId = ?1 and name = ?2", org.id, name).invoke(found -> {
            if (found == 0) {
                throw ClientFault.invalid(field, "Template not found");
            }
        }).replaceWithVoid();
    }

    private static EmailTemplate blank(long orgId, String name, String locale) {
        EmailTemplate template = new EmailTemplate();
        template.orgId = orgId;
        template.name = name;
        template.locale = locale;
        template.subject = "";
        template.html = "";
        return template;
    }
}
