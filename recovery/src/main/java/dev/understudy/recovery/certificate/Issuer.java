package dev.understudy.recovery.certificate;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues certificates and what amends them: signed where there is a key. Immutable. */
public final class Issuer {

    private final Optional<PrivateKey> key;

    private Issuer(Optional<PrivateKey> key) {
        this.key = key;
    }

    /**
     * @param keyFile a PEM file with a private Ed25519 key; null for none
     * @throws dev.understudy.runtime.config.ConfigurationException where it holds none
     */
    public static Issuer of(@Nullable String keyFile) {
        return new Issuer(Optional.ofNullable(keyFile).map(file -> Signatures.privateKey(Path.of(file))));
    }

    /** The document as it is to be recorded. */
    public Map<String, Object> issue(Map<String, Object> document) {
        return key.map(known -> Signatures.sign(document, known)).orElse(document);
    }
}
