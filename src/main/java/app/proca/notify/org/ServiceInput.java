package app.proca.notify.org;

import org.jspecify.annotations.Nullable;

/** What a caller may say of a service. */
public record ServiceInput(ServiceName name, @Nullable String host, @Nullable String user, @Nullable String password,
        @Nullable String path, @Nullable String sendingFrom, @Nullable Integer transactionalEmailBudget) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ServiceInput[" + name + "]";
    }
}
