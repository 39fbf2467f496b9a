package dev.understudy.recovery.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.runtime.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {

    @TempDir
    Path folder;

    private Path key = Path.of("");
    private Path publicKey = Path.of("");
    private final Map<String, Object> document =
            Map.of("kept", "1-1-7", "issuedAt", 1_700_000_000_000L, "evidence", Map.of("kept", "because"));

    @BeforeEach
    void keys() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = pem("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        publicKey = pem("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    @Test
    void a_document_that_was_signed_verifies_also_after_it_was_stored() throws Exception {
        Map<String, Object> signed = Signatures.sign(document, Signatures.privateKey(key));
        assertThat(Signatures.verifies(signed, publicKey)).isTrue();
        ObjectMapper json = new ObjectMapper();
        Map<?, ?> stored = json.readValue(json.writeValueAsString(signed), LinkedHashMap.class);
        Map<String, Object> read = new LinkedHashMap<>();
        stored.forEach((name, value) -> read.put(String.valueOf(name), value));
        assertThat(Signatures.verifies(read, publicKey)).isTrue();
    }

    @Test
    void a_changed_one_does_not_and_neither_does_one_without_a_signature() {
        Map<String, Object> changed = new LinkedHashMap<>(Signatures.sign(document, Signatures.privateKey(key)));
        changed.put("kept", "1-1-8");
        assertThat(Signatures.verifies(changed, publicKey)).isFalse();
        assertThat(Signatures.verifies(document, publicKey)).isFalse();
        changed.put("signature", Map.of("value", "no base64"));
        assertThat(Signatures.verifies(changed, publicKey)).isFalse();
    }

    @Test
    void a_file_that_is_no_key_is_named() {
        assertThatThrownBy(() -> Signatures.privateKey(publicKey))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("public.pem holds no private Ed25519 key");
        assertThatThrownBy(() -> Signatures.privateKey(folder.resolve("none.pem")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot read the key");
    }

    private Path pem(String name, String kind, byte[] encoded) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
                        + kind + "-----\n");
    }
}
