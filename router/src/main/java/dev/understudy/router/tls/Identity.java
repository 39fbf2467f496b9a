package dev.understudy.router.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * One certificate with its key, as its files have it, which have been found to belong together.
 *
 * @param chain the server's own first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final byte[] TRIAL = "does this key belong to that certificate?".getBytes(US_ASCII);
    private static final int DNS = 2;

    static Identity read(TlsConfig.Files files) throws UnusableTls {
        List<X509Certificate> chain = certificates(files.certificate());
        PublicKey shown = chain.get(0).getPublicKey();
        PrivateKey key = key(files, shown.getAlgorithm());
        if (!belong(shown, key)) {
            throw misfit(files);
        }
        return new Identity(chain, key);
    }

    /** The servers' names that it speaks for; some may be patterns. */
    List<String> names() throws UnusableTls {
        try {
            Collection<List<?>> all = chain.get(0).getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> name.get(0).equals(DNS))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateException e) {
            throw new UnusableTls("a certificate's subject alternative names cannot be read: have it issued again");
        }
    }

    /** All that a file has, at least one. */
    static List<X509Certificate> certificates(Path file) throws UnusableTls {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            // Told below: the parser's own words name neither the file nor what to do.
        }
        throw new UnusableTls(file + " has no certificate that can be read: it is to have certificates in PEM alone");
    }

    private static PrivateKey key(TlsConfig.Files files, String algorithm) throws UnusableTls {
        String text = new String(bytes(files.key()), US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new UnusableTls(files.key() + " has no key in PKCS#8 without a password: write it so with"
                    + " openssl pkcs8 -topk8 -nocrypt");
        }
        // Neither the text nor what a parser says of it may come into a message.
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new UnusableTls(files.key() + " is damaged: its key is no PEM");
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw misfit(files);
        }
    }

    private static boolean belong(PublicKey shown, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(signatureOf(shown.getAlgorithm()));
            signature.initSign(key);
            signature.update(TRIAL);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(TRIAL);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    private static UnusableTls misfit(TlsConfig.Files files) {
        return new UnusableTls(files.key() + " is not the key of the first certificate in " + files.certificate()
                + ": put the two that belong together there, the server's own certificate first");
    }

    private static byte[] bytes(Path file) throws UnusableTls {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnusableTls(file + " does not exist: give the path of an existing file");
        } catch (IOException e) {
            throw new UnusableTls(file + " cannot be read: let the router's user read it");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
