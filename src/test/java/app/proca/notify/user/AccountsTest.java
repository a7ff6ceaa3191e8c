package app.proca.notify.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final String HASH = Accounts.hash("a test of a password");

    @Test
    void a_password_matches_its_hash_alone() {
        assertThat(Accounts.matches("a test of a password", HASH)).isTrue();
        assertThat(Accounts.matches("A test of a password", HASH)).isFalse();
        assertThat(Accounts.matches("", HASH)).isFalse();
    }

    @Test
    void hashes_of_procas_bcrypt_are_understood() {
        assertThat(Accounts.matches("a test of a password", HASH.replace("$2a$", "$2b$"))).isTrue();
    }

    @Test
    void a_password_longer_than_bcrypt_reads_is_wrong_not_an_error() {
        assertThat(Accounts.matches("x".repeat(5_000), HASH)).isFalse();
    }

    @Test
    void a_hash_of_another_kind_matches_nothing() {
        assertThat(Accounts.matches("secret", "$pbkdf2-sha512$100000$c2FsdA==$aGFzaA==")).isFalse();
    }
}
