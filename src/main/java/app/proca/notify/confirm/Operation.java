package app.proca.notify.confirm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.user.Permission;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/** One kind of question: who may answer it, and what the answer does. Runs in the caller's transaction. */
interface Operation {

    ConfirmOperation kind();

    /** The name of the template of the mail that asks. */
    default String template() {
        return kind().wireName();
    }

    /** Does what was asked for; fails with the caller's fault where they may not, or it cannot be done. */
    Uni<Answer> accept(Confirm confirm, Respondent by);

    /** Fails with the caller's fault where they may not. */
    Uni<Answer> reject(Confirm confirm, Respondent by);

    /** What mails and events tell beside the Confirm itself; camelCase. */
    Uni<Map<String, Object>> fields(Confirm confirm);

    /** @throws ClientFault {@code unauthorized} for an anonymous caller, {@code permission_denied} for one without the bit */
    static Viewer requireIn(long orgId, Permission permission, Optional<Viewer> viewer) {
        Viewer known = Viewer.signedIn(viewer);
        if (!known.may(orgId, permission)) {
            throw ClientFault.permissionDenied("User does not have sufficient permissions",
                    Map.of("required", List.of(permission.wireName())));
        }
        return known;
    }

    /** What was asked about was deleted meanwhile, unless it is there. */
    static <T> T present(@Nullable T found, String what) {
        if (found == null) {
            throw ClientFault.notFound(what + " not found");
        }
        return found;
    }
}
