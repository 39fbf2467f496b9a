package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;

/**
 * What members are told of the certificate that a client has shown and the router has accepted: in Envoy's form,
 * {@code Hash=...;Subject="..."}.
 */
final class ClientCertificate {

    static final AsciiString HEADER = AsciiString.cached("x-forwarded-client-cert");

    private static final AttributeKey<Optional<String>> TEXT = AttributeKey.valueOf(ClientCertificate.class, "text");

    private ClientCertificate() {}

    /** Of a client's connection, or of a stream of it; empty where it has shown none. On its event loop. */
    static Optional<String> of(Channel client) {
        Channel connection = client instanceof Http2StreamChannel stream ? stream.parent() : client;
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        Optional<String> known = connection.attr(TEXT).get();
        if (known == null) {
            known = shown(tls);
            connection.attr(TEXT).set(known);
        }
        return known;
    }

    private static Optional<String> shown(SslHandler tls) {
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate own ? Optional.of(text(own)) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static String text(X509Certificate own) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
            String subject = own.getSubjectX500Principal().getName(X500Principal.RFC2253);
            return "Hash=" + HexFormat.of().formatHex(hash) + ";Subject=\"" + ascii(subject) + "\"";
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a header cannot carry, as RFC 2253 (2.4) writes it: its bytes, each behind a backslash. Quotation marks have theirs
     * already.
     */
    static String ascii(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(point -> {
            if (point >= ' ' && point < 0x7f) {
                text.append((char) point);
            } else {
                for (byte one : Character.toString(point).getBytes(UTF_8)) {
                    text.append('\\').append(HexFormat.of().withUpperCase().toHexDigits(one));
                }
            }
        });
        return text.toString();
    }
}
