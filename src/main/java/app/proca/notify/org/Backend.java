package app.proca.notify.org;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The roles that a service can play for an org, and which kinds of services can play them. */
enum Backend {
    EMAIL("emailBackend", ProcessingInput::emailBackend, (org, id) -> org.emailBackendId = id, Kinds.MAIL),
    TRANSACTIONAL_EMAIL("transactionalEmailBackend", ProcessingInput::transactionalEmailBackend,
            (org, id) -> org.transactionalEmailBackendId = id, Kinds.MAIL),
    EVENT("eventBackend", ProcessingInput::eventBackend, (org, id) -> org.eventBackendId = id, Kinds.MESSAGES),
    PUSH("pushBackend", ProcessingInput::pushBackend, (org, id) -> org.pushBackendId = id, Kinds.MESSAGES),
    STORAGE("storageBackend", ProcessingInput::storageBackend, (org, id) -> org.storageBackendId = id,
            Set.of(ServiceName.SUPABASE)),
    DETAIL("detailBackend", ProcessingInput::detailBackend, (org, id) -> org.detailBackendId = id,
            Set.of(ServiceName.WEBHOOK));

    final String field;
    private final Function<ProcessingInput, @Nullable ServiceName> read;
    private final BiConsumer<Org, @Nullable Long> set;
    private final Set<ServiceName> kinds;

    Backend(String field, Function<ProcessingInput, @Nullable ServiceName> read, BiConsumer<Org, @Nullable Long> set,
            Set<ServiceName> kinds) {
        this.field = field;
        this.read = read;
        this.set = set;
        this.kinds = kinds;
    }

    @Nullable
    ServiceName in(ProcessingInput input) {
        return read.apply(input);
    }

    void put(Org org, @Nullable Long serviceId) {
        set.accept(org, serviceId);
    }

    boolean canBe(ServiceName kind) {
        return kinds.contains(kind);
    }

    /** True where {@code SYSTEM} means the instance org's own backend. */
    boolean mayBeSystem() {
        return this == EMAIL || this == TRANSACTIONAL_EMAIL;
    }

    private static final class Kinds {
        static final Set<ServiceName> MAIL = Set.of(ServiceName.MAILJET, ServiceName.SES, ServiceName.SMTP,
                ServiceName.TESTMAIL, ServiceName.PREVIEW, ServiceName.BREVO);
        static final Set<ServiceName> MESSAGES = Set.of(ServiceName.SQS, ServiceName.WEBHOOK);
    }
}
