package app.proca.notify.supporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void an_address_has_the_fingerprint_that_proca_gives_it_with_the_same_seed() {
        Fingerprints fingerprints = new Fingerprints(() -> Optional.of("4xFc6MsafPEwc6ME"));

        // contactRef of samples/amqp/deliver__petition.save-oceans.json
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(fingerprints.of("jan@example.com")))
                .isEqualTo("DPDiY-ZlwgRsWvqtcrY7T9NFEWW0lL0S1tHm-XqbzQw");
    }

    @Test
    void another_seed_gives_another_fingerprint() {
        assertThat(new Fingerprints(Optional::empty).of("jan@example.com"))
                .isNotEqualTo(new Fingerprints(() -> Optional.of("seed")).of("jan@example.com"));
    }
}
