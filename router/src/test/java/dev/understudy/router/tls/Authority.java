package dev.understudy.router.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.router.tls.TlsConfig.ClientCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Issues certificates for the tests, new ones each time. */
public final class Authority {

    private static final String SUBJECT_ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int DNS_NAME = 0x82;
    private static final int SEQUENCE = 0x30;
    private static final char[] PASSWORD = "none".toCharArray();

    private final X509Bundle root;

    public Authority(String name) throws Exception {
        root = new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** For a server with these names. */
    public X509Bundle server(String... names) throws Exception {
        CertificateBuilder builder = new CertificateBuilder()
                .subject("CN=" + names[0].replace("*", "any"))
                .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_SERVER_AUTH);
        return builder.addExtensionOctetString(SUBJECT_ALTERNATIVE_NAMES, false, sequence(names))
                .buildIssuedBy(root);
    }

    /** In DER, by hand: the builder knows no names with a star. Short ones only. */
    private static byte[] sequence(String... names) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : names) {
            all.write(DNS_NAME);
            all.write(name.length());
            all.writeBytes(name.getBytes(US_ASCII));
        }
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        sequence.write(SEQUENCE);
        sequence.write(all.size());
        sequence.writeBytes(all.toByteArray());
        return sequence.toByteArray();
    }

    /** For a client. */
    public X509Bundle client(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH)
                .buildIssuedBy(root);
    }

    /** Writes a certificate and its key. */
    public static TlsConfig.Files write(Path folder, String name, X509Bundle bundle) throws IOException {
        Path certificate = folder.resolve(name + ".pem");
        Path key = folder.resolve(name + ".key");
        Files.writeString(key, bundle.getPrivateKeyPEM());
        Files.writeString(certificate, bundle.getCertificatePathPEM());
        return new TlsConfig.Files(certificate, key);
    }

    /** Writes the authority's own certificate. */
    public Path write(Path file) throws IOException {
        return Files.writeString(file, root.getRootCertificatePEM());
    }

    /** These certificates, and nothing asked of clients. */
    public static TlsConfig config(TlsConfig.Files... files) {
        return new TlsConfig(List.of(files), null, null);
    }

    /** One certificate, and what is asked of clients. */
    public static TlsConfig config(TlsConfig.Files files, Path clientCa, ClientCertificate wanted) {
        return new TlsConfig(List.of(files), clientCa, wanted);
    }

    /**
     * What a client needs that believes in this authority.
     *
     * @param own the client's certificate; null for none
     */
    public SSLContext believer(@Nullable X509Bundle own) throws GeneralSecurityException {
        if (own == null) {
            return context(null);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own.toKeyStore(PASSWORD), PASSWORD);
        return context(factory.getKeyManagers());
    }

    /** The same, of a client that shows its certificate whoever the server believes. */
    public SSLContext insistent(X509Bundle own) throws GeneralSecurityException {
        return context(new KeyManager[] {new Insistent(own)});
    }

    private SSLContext context(KeyManager @Nullable [] keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {root.toTrustManager()}, new SecureRandom());
        return context;
    }
}
