package dev.understudy.recovery.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ed25519 over a document's JSON with its keys in order and no blanks, the signature itself left out. Keys are PEM files, as {@code openssl
 * genpkey -algorithm ed25519} and {@code openssl pkey -pubout} write them.
 */
public final class Signatures {

    private static final String ALGORITHM = "Ed25519";
    private static final String SIGNATURE = "signature";
    private static final ObjectMapper ORDERED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Signatures() {}

    /** The document, and its signature. */
    public static Map<String, Object> sign(Map<String, Object> document, PrivateKey key) {
        Map<String, Object> signed = new LinkedHashMap<>(document);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text(document));
            signed.put(
                    SIGNATURE,
                    Map.of("algorithm", ALGORITHM, "value", Base64.getEncoder().encodeToString(signature.sign())));
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read as one of " + ALGORITHM + " signs", e);
        }
    }

    /** Whether a document has a signature at all. */
    public static boolean isSigned(Map<String, Object> document) {
        return document.get(SIGNATURE) instanceof Map<?, ?>;
    }

    /**
     * Whether its signature was made of it as it is, with the private key to this public one; false too where it has none.
     *
     * @throws ConfigurationException where the file holds no public key
     */
    public static boolean verifies(Map<String, Object> document, Path publicKeyFile) {
        PublicKey key = publicKey(publicKeyFile);
        if (!(document.get(SIGNATURE) instanceof Map<?, ?> signed)) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text(document));
            return signature.verify(Base64.getDecoder().decode(String.valueOf(signed.get("value"))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads a private key.
     *
     * @throws ConfigurationException where the file holds none
     */
    public static PrivateKey privateKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(file)));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    file + " holds no private Ed25519 key (openssl genpkey -algorithm ed25519)");
        }
    }

    private static PublicKey publicKey(Path file) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(file)));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(file + " holds no public Ed25519 key (openssl pkey -pubout)");
        }
    }

    private static byte[] pem(Path file) throws GeneralSecurityException {
        try {
            String base64 = Files.readString(file, UTF_8).replaceAll("-----[^-]*-----|\\s", "");
            return Base64.getDecoder().decode(base64);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the key " + file);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static byte[] text(Map<String, Object> document) {
        Map<String, Object> unsigned = new LinkedHashMap<>(document);
        unsigned.remove(SIGNATURE);
        try {
            return ORDERED.writeValueAsBytes(unsigned);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a certificate is plain JSON", e);
        }
    }
}
