package dev.understudy.router.tls;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one listener: {@code tls:}.
 *
 * @param certificates at least one; the first is for clients that name no server, or one that no certificate has
 * @param clientCa certificates in PEM that a client's must come from; null where clients need none
 * @param clientCertificate only with {@code clientCa}; {@code required} if not given
 */
public record TlsConfig(
        List<Files> certificates,
        @Nullable Path clientCa,
        @Nullable ClientCertificate clientCertificate) {

    /**
     * One certificate.
     *
     * @param certificate PEM: the server's own first, and after it those between it and the root
     * @param key PEM, PKCS#8, without a password
     */
    public record Files(Path certificate, Path key) {

        public Files {
            if (certificate == null || key == null) {
                throw new IllegalArgumentException(
                        "each of tls.certificates needs certificate and key, two files in PEM");
            }
        }
    }

    /** Whether a client must show a certificate. */
    public enum ClientCertificate {
        REQUIRED,
        /** One that is shown must be right. */
        OPTIONAL;

        @JsonCreator
        static ClientCertificate of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "required" -> REQUIRED;
                case "optional" -> OPTIONAL;
                default ->
                    throw new IllegalArgumentException("clientCertificate is required or optional, not '" + text + "'");
            };
        }
    }

    public TlsConfig {
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("tls.certificates is missing: at least one certificate with its key");
        }
        if (clientCa == null && clientCertificate != null) {
            throw new IllegalArgumentException(
                    "tls.clientCertificate needs tls.clientCa: whose certificates are believed");
        }
        if (clientCa != null && clientCertificate == null) {
            clientCertificate = ClientCertificate.REQUIRED;
        }
    }

    /** Every file that it names. */
    List<Path> files() {
        List<Path> all = new ArrayList<>();
        for (Files pair : certificates) {
            all.add(pair.certificate());
            all.add(pair.key());
        }
        if (clientCa != null) {
            all.add(clientCa);
        }
        return all;
    }
}
