package app.proca.notify.key;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;
import app.proca.notify.common.Text;

/** What a key may look like. Problems never quote a key. */
final class KeyRules {

    private static final int BYTES = 32;

    private KeyRules() {}

    /** @throws ClientFault with one problem per field that is wrong */
    static void check(PublicKey key) {
        ClientFault.refuse(problems(key));
    }

    static List<Problem> problems(PublicKey key) {
        List<Problem> problems = new ArrayList<>();
        Text.required("name", key.name, problems);
        if (key.publicHalf == null) {
            problems.add(Problem.of("public", "can't be blank"));
        }
        sized("public", key.publicHalf, problems);
        sized("private", key.privateHalf, problems);
        return problems;
    }

    /** @throws ClientFault where the text is no base64url */
    static byte[] decode(String publicHalf) {
        try {
            return Base64.getUrlDecoder().decode(publicHalf);
        } catch (IllegalArgumentException broken) {
            throw ClientFault.invalid("public", "must be Base64url encoded");
        }
    }

    private static void sized(String field, byte @Nullable [] half, List<Problem> problems) {
        if (half != null && half.length != BYTES) {
            problems.add(Problem.of(field, "must be " + BYTES * Byte.SIZE + " bits"));
        }
    }
}
