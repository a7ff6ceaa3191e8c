package app.proca.notify.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;

import org.junit.jupiter.api.Test;

import app.proca.notify.common.ClientFault;
import app.proca.notify.common.ClientFault.Problem;

class KeyRulesTest {

    @Test
    void both_halves_have_256_bits() {
        PublicKey key = new PublicKey();
        key.name = "2026";
        key.publicHalf = new byte[32];
        key.privateHalf = new byte[32];
        assertThat(KeyRules.problems(key)).isEmpty();

        key.publicHalf = new byte[31];
        key.privateHalf = new byte[33];

        assertThat(KeyRules.problems(key)).containsExactly(
                Problem.of("public", "must be 256 bits"), Problem.of("private", "must be 256 bits"));
    }

    @Test
    void the_private_half_may_be_elsewhere_but_the_public_one_may_not() {
        PublicKey key = new PublicKey();
        key.name = "2026";

        assertThat(KeyRules.problems(key)).containsExactly(Problem.of("public", "can't be blank"));
    }

    @Test
    void keys_come_in_base64url() {
        byte[] half = new byte[32];
        half[0] = (byte) 0xfb;
        half[1] = (byte) 0xff;

        assertThat(KeyRules.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(half))).isEqualTo(half);
        assertThatThrownBy(() -> KeyRules.decode("+/!")).isInstanceOfSatisfying(ClientFault.class,
                fault -> assertThat(fault.problems()).containsExactly(Problem.of("public", "must be Base64url encoded")));
    }
}
