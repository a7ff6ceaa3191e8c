package app.proca.notify.confirm;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;

/** Makes codes: eight decimal digits that nobody can foresee. */
@ApplicationScoped
class Codes {

    private static final int BOUND = 100_000_000;
    private static final int TRIES = 20;

    private final Supplier<String> source;

    @Inject
    Codes() {
        this(from(new SecureRandom()));
    }

    Codes(Supplier<String> source) {
        this.source = source;
    }

    /** One that is not taken; fails where none can be found, which a table of millions of Confirms would do. */
    Uni<String> unused(Function<String, Uni<Boolean>> isTaken) {
        return unused(isTaken, TRIES);
    }

    private Uni<String> unused(Function<String, Uni<Boolean>> isTaken, int tries) {
        if (tries == 0) {
            return Uni.createFrom().failure(new IllegalStateException("no code is free after " + TRIES + " tries"));
        }
        String code = source.get();
        return isTaken.apply(code).chain(taken -> taken ? unused(isTaken, tries - 1) : Uni.createFrom().item(code));
    }

    private static Supplier<String> from(SecureRandom random) {
        return () -> String.format(Locale.ROOT, "%08d", random.nextInt(BOUND));
    }
}
