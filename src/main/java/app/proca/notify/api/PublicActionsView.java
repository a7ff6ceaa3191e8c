package app.proca.notify.api;

import java.util.List;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.action.PublicActions.PublicAction;
import app.proca.notify.api.scalar.NaiveDateTime;
import app.proca.notify.common.Json;

/** Actions that everybody may see. */
@Type("PublicActionsResult")
public class PublicActionsView {

    private final List<String> keys;
    private final List<PublicAction> newest;

    PublicActionsView(List<String> keys, List<PublicAction> newest) {
        this.keys = List.copyOf(keys);
        this.newest = List.copyOf(newest);
    }

    /** The custom fields that everybody may see. */
    public List<@NonNull String> getFieldKeys() {
        return keys;
    }

    public List<ActionCustomFields> getList() {
        return newest.stream().map(ActionCustomFields::new).toList();
    }

    /** An action, with those of its custom fields that are public. */
    @Type("ActionCustomFields")
    public static class ActionCustomFields {

        private final PublicAction shown;

        ActionCustomFields(PublicAction shown) {
            this.shown = shown;
        }

        public int getActionId() {
            return shown.action().id.intValue();
        }

        @NonNull
        public String getActionType() {
            return shown.action().actionType;
        }

        /** Where the supporter lives. */
        public @Nullable String getArea() {
            return shown.area();
        }

        @NonNull
        public NaiveDateTime getInsertedAt() {
            return NaiveDateTime.of(shown.action().insertedAt);
        }

        @NonNull
        public Json getCustomFields() {
            return Json.of(shown.fields());
        }

        @NonNull
        public List<@NonNull CustomFieldView> getFields() {
            return CustomFieldView.of(shown.fields());
        }
    }
}
