package app.proca.notify.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import app.proca.notify.common.WireJson;
import app.proca.notify.testing.Node;
import software.pando.crypto.nacl.CryptoBox;

/** What we encrypt is opened by the library that Proca's consumers use. */
class SealTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair org = Keys.newPair();
    private final KeyPair instance = Keys.newPair();

    @Test
    void what_proca_crypto_opens_is_what_was_put_in() {
        Seal seal = seal();
        List<Map<String, String>> contacts = new ArrayList<>();
        for (int length = 0; length < 300; length++) {
            contacts.add(Map.of("firstName", "Zażółć 👋 " + "x".repeat(length), "email", "jan" + length + "@example.com"));
        }
        List<Map<String, Object>> sealed = contacts.stream().map(contact -> personalInfo(seal, contact)).toList();

        JsonNode opened = Node.run("open.js", Map.of("sealed", sealed, "keys",
                List.of(Map.of("public", text(publicHalf(org)), "private", text(privateHalf(org))))));

        assertThat(opened).isEqualTo(JSON.valueToTree(contacts));
    }

    @Test
    void the_same_data_is_encrypted_to_something_else_each_time() {
        Seal seal = seal();
        byte[] clear = "{}".getBytes(StandardCharsets.UTF_8);

        Sealed one = seal.seal(clear);
        Sealed other = seal.seal(clear);

        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.payload()).isNotEqualTo(other.payload()).hasSize(clear.length + 16);
        assertThat(List.of(one.publicKeyId(), one.signKeyId())).containsExactly(2L, 1L);
    }

    private Seal seal() {
        return new Seal(2, 1, CryptoBox.agree(CryptoBox.privateKey(privateHalf(instance)), CryptoBox.publicKey(publicHalf(org))),
                new Nonces());
    }

    private Map<String, Object> personalInfo(Seal seal, Map<String, String> contact) {
        Sealed sealed = seal.seal(WireJson.write(contact).getBytes(StandardCharsets.UTF_8));
        return Map.of("payload", text(sealed.payload()), "nonce", text(sealed.nonce()),
                "encryptKey", Map.of("id", sealed.publicKeyId(), "public", text(publicHalf(org))),
                "signKey", Map.of("id", sealed.signKeyId(), "public", text(publicHalf(instance))));
    }

    private static byte[] publicHalf(KeyPair pair) {
        return Keys.littleEndian((XECPublicKey) pair.getPublic());
    }

    private static byte[] privateHalf(KeyPair pair) {
        return ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
