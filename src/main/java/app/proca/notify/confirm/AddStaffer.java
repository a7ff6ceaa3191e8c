package app.proca.notify.confirm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.Text;
import app.proca.notify.org.Org;
import app.proca.notify.user.Memberships;
import app.proca.notify.user.Role;
import app.proca.notify.user.Viewer;
import io.smallrye.mutiny.Uni;

/**
 * Somebody is invited to work for an org; subject is the org, object the permission bits that they get. Accepting needs a user,
 * whatever address they sign in with: who was invited is whoever got the code.
 */
@ApplicationScoped
class AddStaffer implements Operation {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final Memberships memberships;

    AddStaffer(Memberships memberships) {
        this.memberships = memberships;
    }

    /**
     * An invitation.
     *
     * @throws ClientFault where there is no such role, or it has rights that the inviting one lacks
     */
    static Confirm question(Org org, Viewer inviting, String email, String role, @Nullable String message) {
        Role wanted = Role.named(role).orElseThrow(() -> ClientFault.notFound("No such role"));
        if (!inviting.mayHandOut(org.id, wanted)) {
            throw ClientFault.permissionDenied("User must have higher role", Map.of());
        }
        requireAddress(email);
        Confirm confirm = new Confirm();
        confirm.operation = ConfirmOperation.ADD_STAFFER;
        confirm.subjectId = Math.toIntExact(org.id);
        confirm.objectId = wanted.mask();
        confirm.email = email;
        confirm.message = message;
        confirm.creatorId = inviting.userId();
        return confirm;
    }

    @Override
    public ConfirmOperation kind() {
        return ConfirmOperation.ADD_STAFFER;
    }

    @Override
    public Uni<Answer> accept(Confirm confirm, Respondent by) {
        Viewer invited = Viewer.signedIn(by.viewer());
        int permissions = Operation.present(confirm.objectId, "role");
        return Org.<Org>findById((long) confirm.subjectId)
                .map(org -> Operation.present(org, "organisation"))
                .call(org -> memberships.add(invited.userId(), org, permissions))
                .map(org -> Answer.of(org, confirm));
    }

    /** Whoever was invited may decline without an account. */
    @Override
    public Uni<Answer> reject(Confirm confirm, Respondent by) {
        return Uni.createFrom().item(Answer::done);
    }

    @Override
    public Uni<Map<String, Object>> fields(Confirm confirm) {
        return Org.<Org>findById((long) confirm.subjectId)
                .map(org -> org == null ? Map.of() : Map.of("org", Names.of(org)));
    }

    private static void requireAddress(String email) {
        List<ClientFault.Problem> problems = new ArrayList<>();
        Text.required("email", email, problems);
        Text.matching("email", email, EMAIL, problems);
        ClientFault.refuse(problems);
    }
}
