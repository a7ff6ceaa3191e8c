package app.proca.notify.api;

import java.util.List;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.common.Json;
import io.vertx.core.json.JsonObject;

/** A custom field in the old form, all text: what is none is told as JSON. */
@Type("CustomField")
public class CustomFieldView {

    private final String name;
    private final String text;

    CustomFieldView(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @NonNull
    public String getKey() {
        return name;
    }

    @NonNull
    public String getValue() {
        return text;
    }

    static List<CustomFieldView> of(JsonObject fields) {
        return fields.stream().map(field -> new CustomFieldView(field.getKey(),
                field.getValue() instanceof String text ? text : Json.of(field.getValue()).stringValueForSerialization()))
                .toList();
    }
}
