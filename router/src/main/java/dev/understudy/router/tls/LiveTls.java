package dev.understudy.router.tls;

import dev.understudy.runtime.Background;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.Mapping;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one listener. They are read again, on a thread of its own, when the files have changed: connections that
 * come then get the new ones, and those that are there go on. Files that cannot be used are told and counted, and what was read
 * before stays. Thread-safe.
 */
public final class LiveTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);
    private static final int LONGEST_HELLO = 64 * 1024;

    private final String listener;
    private final TlsConfig config;
    private final long handshakeMillis;
    private final Settling settling;
    private final Background looks;
    /** Signing takes ms: the loops, which carry databases' connections too, are not held up by clients that come. */
    private final Executor handshakes;

    private final Mapping<String, SslContext> byName = asked -> current().of(asked);
    private final AtomicLong renewed = new AtomicLong();
    private final AtomicLong unusable = new AtomicLong();
    private volatile Identities identities;
    private volatile Runnable forget = () -> {};

    /**
     * How long things take.
     *
     * @param betweenLooks a change of the files is taken up once it stood still for so long
     * @param handshake a client has so long for all of it
     */
    public record Times(Duration betweenLooks, Duration handshake) {

        /** Of a router as it is run. */
        public static final Times USUAL = new Times(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    private LiveTls(String listener, TlsConfig config, Times times) throws UnusableTls {
        this.listener = listener;
        this.config = config;
        this.handshakeMillis = times.handshake().toMillis();
        this.settling = new Settling(state(config));
        this.identities = Identities.read(config);
        this.looks = new Background("router-certificates", times.betweenLooks(), this::look);
        ThreadPoolExecutor signing = new ThreadPoolExecutor(
                2,
                2,
                2 * handshakeMillis,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("router-tls", true));
        // They end by themselves: handshakes that have begun are finished after this was closed.
        signing.allowCoreThreadTimeOut(true);
        this.handshakes = signing;
    }

    /**
     * Reads the files, and follows them.
     *
     * @param listener names it in the log and in the figures
     * @throws UnusableTls where one cannot be used
     */
    public static LiveTls start(String listener, TlsConfig config, Times times) throws UnusableTls {
        LiveTls live = new LiveTls(listener, config, times);
        live.warnOfTime();
        live.looks.start();
        return live;
    }

    /** For one connection, before all that reads what the client means. */
    public ChannelHandler handler() {
        return new SniHandler(byName, LONGEST_HELLO, handshakeMillis) {
            @Override
            protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
                SslHandler handler = context.newHandler(allocator, handshakes);
                handler.setHandshakeTimeoutMillis(handshakeMillis);
                return handler;
            }
        };
    }

    /** How often new files were taken up. */
    public long renewed() {
        return renewed.get();
    }

    /** How often new files could not be used. */
    public long unusable() {
        return unusable.get();
    }

    /** Its figures, for whoever reads metrics, until this is closed. */
    public void measure(MeterRegistry registry) {
        FunctionCounter ofRenewed = FunctionCounter.builder("understudy.router.tls.renewed", this, LiveTls::renewed)
                .tag("listener", listener)
                .register(registry);
        FunctionCounter ofUnusable = FunctionCounter.builder("understudy.router.tls.unusable", this, LiveTls::unusable)
                .tag("listener", listener)
                .register(registry);
        forget = () -> List.of(ofRenewed, ofUnusable).forEach(registry::remove);
    }

    private Identities current() {
        return identities;
    }

    private void look() {
        if (!settling.isDue(state(config))) {
            return;
        }
        try {
            identities = Identities.read(config);
            renewed.incrementAndGet();
            LOG.info("{} shows new clients {}", listener, identities.text());
            warnOfTime();
        } catch (UnusableTls e) {
            unusable.incrementAndGet();
            LOG.warn("{} goes on with the certificates it has: {}", listener, e.getMessage());
        } catch (RuntimeException e) {
            // Of a file that a parser stumbles over; the next one is looked at all the same, and what it said may quote
            // a key.
            unusable.incrementAndGet();
            LOG.warn(
                    "{} goes on with the certificates it has: new ones cannot be read ({})",
                    listener,
                    e.getClass().getSimpleName());
        }
    }

    private void warnOfTime() {
        if (identities.isOutdated(Instant.now())) {
            LOG.warn(
                    "{} has a certificate that is not valid now, and clients will refuse it: {}",
                    listener,
                    identities.text());
        }
    }

    /** A digest of all files: of what is in them, for their times may lie. */
    private static String state(TlsConfig config) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : config.files()) {
                digest.update(digestOf(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digestOf(Path file) throws NoSuchAlgorithmException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        } catch (IOException e) {
            // One that is away is a state too.
            return new byte[0];
        }
    }

    /** Connections that are there go on. */
    @Override
    public void close() {
        looks.close();
        forget.run();
    }
}
