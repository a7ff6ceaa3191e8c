package app.proca.notify.api;

import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

import app.proca.notify.user.Viewer;

/** The user who asks. */
@Type("User")
public class UserView {

    private final Viewer viewer;

    UserView(Viewer viewer) {
        this.viewer = viewer;
    }

    public int getId() {
        return Math.toIntExact(viewer.userId());
    }

    @NonNull
    public String getEmail() {
        return viewer.email();
    }

    @Name("isAdmin")
    public boolean isAdmin() {
        return viewer.isInstanceOwner();
    }
}
