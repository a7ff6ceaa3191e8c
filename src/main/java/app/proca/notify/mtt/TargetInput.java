package app.proca.notify.mtt;

import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.Json;

/**
 * What a caller may say of a target; the external id says which one.
 *
 * @param emails all addresses from now on; those that are known keep their status. Null leaves them
 */
public record TargetInput(String externalId, @Nullable String name, @Nullable String locale, @Nullable String area,
        @Nullable Json fields, @Nullable List<String> emails) {

    public TargetInput {
        emails = emails == null ? null : emails.stream().map(String::strip).toList();
    }
}
