package app.proca.notify.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCredentialsTest {

    private static final String SECRET = "0123456789abcdef";

    @Test
    void the_secret_is_shown_in_the_query_as_bearer_or_as_the_password_of_anybody() {
        assertThat(Stream.of(shown(SECRET, null), shown(null, "Bearer " + SECRET), shown(null, "bearer  " + SECRET),
                shown(null, basic("mailjet:" + SECRET)), shown(null, basic(":" + SECRET)),
                shown(SECRET, basic("somebody:else")))).allMatch(credentials -> credentials.show(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Bearer 0123456789abcdefg",
            "Bearer 0123456789ABCDEF", "0123456789abcdef", "Token 0123456789abcdef", "Bearer API-0123456789abcdef" })
    void anything_else_shows_nothing(String authorization) {
        assertThat(shown(null, authorization).show(SECRET)).isFalse();
        assertThat(shown(authorization, null).show(SECRET)).isEqualTo(authorization.equals(SECRET));
        assertThat(shown(null, basic(SECRET + ":x")).show(SECRET)).isFalse();
        assertThat(shown(null, null).show(SECRET)).isFalse();
    }

    private static ProviderCredentials shown(@Nullable String secret, @Nullable String authorization) {
        ProviderCredentials credentials = new ProviderCredentials();
        credentials.secret = secret;
        credentials.authorization = authorization;
        return credentials;
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
