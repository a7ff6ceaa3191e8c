package app.proca.notify.org;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Given;
import app.proca.notify.database.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The operations on orgs. Each runs in the caller's transaction. */
@ApplicationScoped
public class Orgs {

    private final InstanceOrg instance;

    Orgs(InstanceOrg instance) {
        this.instance = instance;
    }

    /** @throws ClientFault (in the Uni) {@code not_found} */
    public Uni<Org> byName(String name) {
        return Org.<Org>find("name", name).firstResult().onItem().ifNull().failWith(() -> ClientFault.notFound());
    }

    /**
     * Creates an org that mails as the instance does until it says otherwise.
     *
     * @param emailFrom the creator's address
     */
    public Uni<Org> create(Given<OrgInput> input, @Nullable String emailFrom) {
        Org org = new Org();
        org.emailFrom = emailFrom;
        return instance.id().chain(id -> Org.<Org>findById(id))
                .invoke(instanceOrg -> org.emailBackendId = instanceOrg.emailBackendId)
                .invoke(() -> apply(org, input))
                .chain(() -> Rows.write(org));
    }

    public Uni<Org> update(Org org, Given<OrgInput> input) {
        apply(org, input);
        return Rows.write(org);
    }

    /** Sets backends and the rest of the processing; a backend that the org has no service for is refused by name. */
    public Uni<Org> updateProcessing(Org org, Given<ProcessingInput> input) {
        input.apply("emailFrom", ProcessingInput::emailFrom, from -> org.emailFrom = from)
                .applyValue("supporterConfirm", ProcessingInput::supporterConfirm, on -> org.supporterConfirm = on)
                .apply("supporterConfirmTemplate", ProcessingInput::supporterConfirmTemplate,
                        name -> org.supporterConfirmTemplate = name)
                .applyValue("doiThankYou", ProcessingInput::doiThankYou, on -> org.doiThankYou = on)
                .applyValue("customSupporterConfirm", ProcessingInput::customSupporterConfirm,
                        on -> org.customSupporterConfirm = on)
                .applyValue("customActionConfirm", ProcessingInput::customActionConfirm, on -> org.customActionConfirm = on)
                .applyValue("customActionDeliver", ProcessingInput::customActionDeliver, on -> org.customActionDeliver = on)
                .applyValue("customEventDeliver", ProcessingInput::customEventDeliver, on -> org.customEventDeliver = on);
        return Multi.createFrom().iterable(Arrays.asList(Backend.values()))
                .filter(backend -> input.has(backend.field))
                .onItem().transformToUniAndConcatenate(backend -> assign(org, backend, backend.in(input.input())))
                .collect().last()
                .invoke(() -> OrgRules.check(org))
                .chain(() -> Rows.write(org));
    }

    /** @throws ClientFault (in the Uni) where the org is still used, saying by what */
    public Uni<Void> delete(Org org) {
        if (instance.isInstance(org)) {
            throw ClientFault.plain("is the instance org");
        }
        return refuseWithCampaigns(org).chain(() -> Rows.delete(org));
    }

    /** The database would leave them without an org. */
    private static Uni<Void> refuseWithCampaigns(Org org) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select count(*) from campaigns where org_id = :org", Long.class)
                        .setParameter("org", org.id).getSingleResult())
                .invoke(campaigns -> {
                    if (campaigns > 0) {
                        throw ClientFault.plain("has campaigns");
                    }
                })
                .replaceWithVoid();
    }

    private static void apply(Org org, Given<OrgInput> input) {
        input.apply("name", OrgInput::name, name -> org.name = name == null ? "" : name)
                .apply("title", OrgInput::title, title -> org.title = title == null ? "" : title)
                .applyValue("contactSchema", OrgInput::contactSchema, schema -> org.contactSchema = schema)
                .applyValue("config", OrgInput::config, config -> org.config = config)
                .applyValue("supporterConfirm", OrgInput::supporterConfirm, on -> org.supporterConfirm = on)
                .apply("supporterConfirmTemplate", OrgInput::supporterConfirmTemplate,
                        name -> org.supporterConfirmTemplate = name)
                .applyValue("doiThankYou", OrgInput::doiThankYou, on -> org.doiThankYou = on)
                .apply("replyEnabled", OrgInput::replyEnabled, on -> org.replyEnabled = on)
                .apply("senderRewrite", OrgInput::senderRewrite, on -> org.senderRewrite = on)
                .applyValue("highSecurity", OrgInput::highSecurity, on -> org.highSecurity = on)
                .applyValue("actionSchemaVersion", OrgInput::actionSchemaVersion, version -> org.actionSchemaVersion = version);
        OrgRules.check(org);
    }

    /** The newest service of that kind; {@code SYSTEM} is the instance's own backend for the same work. */
    private Uni<Void> assign(Org org, Backend backend, @Nullable ServiceName kind) {
        if (kind == null) {
            backend.put(org, null);
            return Uni.createFrom().voidItem();
        }
        if (kind == ServiceName.SYSTEM && backend.mayBeSystem()) {
            return instance.id().chain(id -> Org.<Org>findById(id))
                    .invoke(instanceOrg -> backend.put(org, instanceOrg.emailBackendId))
                    .replaceWithVoid();
        }
        if (!backend.canBe(kind)) {
            throw ClientFault.invalid(backend.field, "service does not support such backend");
        }
        return Service.<Service>find("orgId = ?1 and name = ?2 order by id desc", org.id, kind).firstResult()
                .onItem().ifNull().failWith(() -> ClientFault.invalid(backend.field, "no such service"))
                .invoke(service -> backend.put(org, service.id))
                .replaceWithVoid();
    }
}
