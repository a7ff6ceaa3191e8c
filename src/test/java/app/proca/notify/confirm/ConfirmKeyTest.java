package app.proca.notify.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmKeyTest {

    @ParameterizedTest
    @ValueSource(strings = { "00000000", "12345678", "123456789", "0" })
    void codes_are_digits(String code) {
        assertThat(new ConfirmKey(code, null, null).isPossible()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "1234567a", "1234\n", "\u0000", "١٢٣٤٥٦٧٨", "000000000000000000000000000000000" })
    void nothing_else_is_looked_up(String code) {
        assertThat(new ConfirmKey(code, null, null).isPossible()).isFalse();
    }

    @Test
    void an_address_that_no_column_holds_is_nobodys() {
        assertThat(new ConfirmKey("12345678", "żółw@example.org", null).isPossible()).isTrue();
        assertThat(new ConfirmKey("12345678", "a\u0000@example.org", null).isPossible()).isFalse();
        assertThat(new ConfirmKey("12345678", "a\ud800@example.org", null).isPossible()).isFalse();
    }

    @Test
    void a_key_is_never_printed() {
        assertThat(new ConfirmKey("12345678", "new@example.org", 4)).hasToString("ConfirmKey");
    }
}
