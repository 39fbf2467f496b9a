package dev.understudy.router.sighting;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.understudy.events.ObserverHealth;
import dev.understudy.router.net.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How this router itself is doing: by how much its timers are late, how long a connection to itself takes until it is greeted,
 * and its descriptors. Thread-safe.
 */
final class SelfHealth implements AutoCloseable {

    static final long MEASURE_EVERY_MILLIS = 200;
    private static final int DESCRIPTORS_EVERY = 5;
    private static final int PATIENCE_MILLIS = 2_000;

    private final Transport transport;
    private final EventLoop loop;
    private final Channel greeter;
    private volatile double lagMillis;
    private volatile double echoMillis;
    private volatile long echoSentNanos;
    private volatile @Nullable Long descriptorsUsed;
    private volatile @Nullable Long descriptorsAllowed;
    private long dueNanos;
    private int round;

    private SelfHealth(Transport transport, Channel greeter) {
        this.transport = transport;
        this.loop = transport.next();
        this.greeter = greeter;
    }

    static SelfHealth start(Transport transport) throws InterruptedException {
        Channel greeter = transport
                .server(new Greeter())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        SelfHealth health = new SelfHealth(transport, greeter);
        health.again();
        return health;
    }

    ObserverHealth read(int othersFailing) {
        long sent = echoSentNanos;
        double waiting = sent == 0 ? 0 : (System.nanoTime() - sent) / 1e6;
        return new ObserverHealth(
                lagMillis, Math.max(echoMillis, waiting), descriptorsUsed, descriptorsAllowed, othersFailing);
    }

    private void again() {
        dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MEASURE_EVERY_MILLIS);
        loop.schedule(this::measure, MEASURE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void measure() {
        lagMillis = Math.max(0, System.nanoTime() - dueNanos) / 1e6;
        if (echoSentNanos == 0) {
            echoSentNanos = System.nanoTime();
            transport
                    .client(transport.next(), PATIENCE_MILLIS)
                    .handler(new Listener())
                    .connect(greeter.localAddress())
                    .addListener(outcome -> {
                        if (!outcome.isSuccess()) {
                            echoed();
                        }
                    });
        }
        if (round++ % DESCRIPTORS_EVERY == 0) {
            OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
            if (machine instanceof UnixOperatingSystemMXBean unix) {
                descriptorsUsed = unix.getOpenFileDescriptorCount();
                descriptorsAllowed = unix.getMaxFileDescriptorCount();
            }
        }
        again();
    }

    private void echoed() {
        long sent = echoSentNanos;
        if (sent != 0) {
            echoMillis = (System.nanoTime() - sent) / 1e6;
            echoSentNanos = 0;
        }
    }

    @Override
    public void close() {
        greeter.close();
    }

    /** Speaks first, like the servers that are watched. */
    @ChannelHandler.Sharable
    private static final class Greeter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private final class Listener extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            io.netty.util.ReferenceCountUtil.release(message);
            echoed();
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            echoed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
