package app.proca.notify.cli.smoke;

import java.net.URI;

import app.proca.notify.cli.smoke.receipt.Patience;

/**
 * What is looked at, and by whom.
 *
 * @param api ends with {@code /api}
 * @param authorization the header of who asks; a secret
 * @param instanceOrg the name of the org that runs the instance
 */
public record Target(URI api, String authorization, String instanceOrg, Patience patience) {

    /** Without the secret. */
    @Override
    public String toString() {
        return api.toString().replaceFirst("/api$", "");
    }
}
