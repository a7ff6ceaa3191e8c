package app.proca.notify.api;

import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import app.proca.notify.confirm.Confirm;

/** A question that waits for its answer, for those who may give it or asked it: the code is in it. */
@Type("Confirm")
public class ConfirmView {

    private final Confirm confirm;
    private final @Nullable UserView asking;

    ConfirmView(Confirm confirm, @Nullable UserView asking) {
        this.confirm = confirm;
        this.asking = asking;
    }

    @NonNull
    public String getCode() {
        return confirm.code;
    }

    /** Null once that user was deleted. */
    public @Nullable UserView getCreator() {
        return asking;
    }

    public @Nullable String getEmail() {
        return confirm.email;
    }

    public @Nullable String getMessage() {
        return confirm.message;
    }

    public @Nullable Integer getObjectId() {
        return confirm.objectId;
    }
}
