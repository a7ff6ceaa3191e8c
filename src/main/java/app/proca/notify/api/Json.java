package app.proca.notify.api;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** A JSON object, in a string. */
@CustomScalar("Json")
public class Json implements CustomStringScalar {

    private final String text;

    public Json(String text) {
        this.text = text;
    }

    static Json of(JsonObject object) {
        return new Json(object.encode());
    }

    /** @throws ClientFault where the text is no JSON object */
    static @Nullable JsonObject read(String field, @Nullable Json json) {
        if (json == null) {
            return null;
        }
        try {
            return new JsonObject(json.text);
        } catch (DecodeException notAnObject) {
            throw ClientFault.invalid(field, "is invalid");
        }
    }

    @Override
    public String stringValueForSerialization() {
        return text;
    }
}
