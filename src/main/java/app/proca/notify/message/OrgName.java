package app.proca.notify.message;

import app.proca.notify.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An org as messages mention it. */
@RegisterForReflection
public record OrgName(String name, String title) {

    static OrgName of(Org org) {
        return new OrgName(org.name, org.title);
    }
}
