package app.proca.notify.cli.smoke;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import app.proca.notify.cli.smoke.receipt.NotSeen;

/** What one check makes and later ones need. */
final class Made<T> {

    private final String what;
    private @Nullable T made;

    Made(String what) {
        this.what = what;
    }

    void set(T value) {
        made = value;
    }

    Optional<T> made() {
        return Optional.ofNullable(made);
    }

    /** Fails where the check that makes it failed. */
    T get() {
        if (made == null) {
            throw new NotSeen("could not be tried: " + what + " is missing, see above");
        }
        return made;
    }
}
