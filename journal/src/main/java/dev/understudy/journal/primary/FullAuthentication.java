package dev.understudy.journal.primary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.network.protocol.command.AuthenticateSHA2RSAPasswordCommand;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * How MySQL wants to be shown a password that it has not seen since its start (caching_sha2_password): encrypted with its public key. A keeper meets
 * that when it attaches to a successor, with all commits waiting, and the JDK's cryptography was not needed until then.
 */
public final class FullAuthentication {

    private static final int BITS = 2048;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final String SCRAMBLE = "x".repeat(20);

    private FullAuthentication() {}

    /** Encrypts nothing for nobody, which loads what it takes: some 100 classes, in 70 ms on a busy machine (seen). */
    public static byte[] rehearse() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(BITS - 1).setBit(0);
        try {
            byte[] key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, EXPONENT))
                    .getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
            return new AuthenticateSHA2RSAPasswordCommand(pem, "", SCRAMBLE).toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }
}
