package app.proca.notify.supporter.schema;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.WireJson;

/**
 * A supporter's data that a contact schema found right.
 *
 * @param identity tells the person from others; the fingerprint is made of it
 * @param address in one line, where the schema knows one
 * @param area where the person counts
 * @param contact what orgs get, in the words of the wire
 */
public record PersonalData(String identity, String firstName, @Nullable String lastName, @Nullable String email,
        @Nullable String address, @Nullable String area, Map<String, @Nullable Object> contact) {

    public PersonalData {
        contact = Collections.unmodifiableMap(new LinkedHashMap<>(contact));
    }

    /** The contact as JSON, as it is stored, in clear or encrypted. */
    public byte[] payload() {
        return WireJson.write(contact).getBytes(StandardCharsets.UTF_8);
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "PersonalData";
    }
}
