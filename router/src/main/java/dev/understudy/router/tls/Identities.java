package dev.understudy.router.tls;

import dev.understudy.router.tls.ServerNames.Named;
import dev.understudy.router.tls.TlsConfig.ClientCertificate;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a listener shows its clients, as its files had it at one moment. Immutable. */
final class Identities {

    /** HTTP/2 where the client knows it. */
    private static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final ServerNames<SslContext> contexts;
    private final List<X509Certificate> shown;

    private Identities(ServerNames<SslContext> contexts, List<X509Certificate> shown) {
        this.contexts = contexts;
        this.shown = shown;
    }

    /**
     * Reads every file.
     *
     * @throws UnusableTls where one cannot be used
     */
    static Identities read(TlsConfig config) throws UnusableTls {
        List<X509Certificate> believed =
                config.clientCa() == null ? List.of() : Identity.certificates(config.clientCa());
        List<Named<SslContext>> named = new ArrayList<>();
        List<X509Certificate> shown = new ArrayList<>();
        for (TlsConfig.Files files : config.certificates()) {
            Identity identity = Identity.read(files);
            shown.add(identity.chain().get(0));
            named.add(new Named<>(identity.names(), context(identity, believed, config.clientCertificate(), files)));
        }
        return new Identities(new ServerNames<>(named), shown);
    }

    /**
     * @param asked the server's name that a client has asked for; null where it has named none
     */
    SslContext of(@Nullable String asked) {
        return contexts.of(asked);
    }

    /** For a person: whose they are, and until when. */
    String text() {
        return shown.stream()
                .map(one -> one.getSubjectX500Principal() + " until "
                        + one.getNotAfter().toInstant())
                .collect(Collectors.joining("; "));
    }

    /** Whether a client that looks at the time would refuse one of them. */
    boolean isOutdated(Instant now) {
        return shown.stream()
                .anyMatch(one -> now.isAfter(one.getNotAfter().toInstant())
                        || now.isBefore(one.getNotBefore().toInstant()));
    }

    private static SslContext context(
            Identity identity,
            List<X509Certificate> believed,
            @Nullable ClientCertificate wanted,
            TlsConfig.Files files)
            throws UnusableTls {
        SslContextBuilder builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                // Those that HTTP/2 allows, which are good ones for HTTP/1.1 as well.
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(PROTOCOLS);
        if (wanted != null) {
            builder.trustManager(believed)
                    .clientAuth(wanted == ClientCertificate.REQUIRED ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new UnusableTls(
                    files.certificate() + " is of no use for TLS: have it issued again with an RSA or EC key");
        }
    }
}
