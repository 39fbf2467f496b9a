package dev.understudy.router.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops, and how sockets are opened on them. Thread-safe. */
public final class Transport implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final boolean epoll;
    private final EventLoopGroup loops;

    private Transport(boolean epoll, int threads) {
        this.epoll = epoll;
        this.loops = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("router", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** The best that the machine has. */
    public static Transport start(int threads) {
        return new Transport(Epoll.isAvailable(), threads);
    }

    /** Java's own selector, wherever. */
    public static Transport startNio(int threads) {
        return new Transport(false, threads);
    }

    public String name() {
        return epoll ? "epoll" : "nio";
    }

    /** One of the loops, in turn. */
    public EventLoop next() {
        return loops.next();
    }

    public EventLoopGroup loops() {
        return loops;
    }

    /** A listening socket's settings; its connections can be half-closed. */
    public ServerBootstrap server(ChannelHandler connection) {
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        return new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(connection);
    }

    /** A connecting socket's settings. */
    public Bootstrap client(EventLoop loop, int connectMillis) {
        Class<? extends Channel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        return new Bootstrap()
                .group(loop)
                .channel(type)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    /** Runs it on the loop: now, where this is the loop's thread. */
    public static void on(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /**
     * Whether the other side has refused a connection, which is evidence; not where nothing came back in time, or where this
     * machine has no port left to connect from.
     */
    public static boolean isRefusal(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                && !(cause instanceof ConnectTimeoutException)
                && !String.valueOf(cause.getMessage()).contains("Cannot assign requested address");
    }

    /**
     * Goes on reading a connection, or stops. Not one whose other side sends no more: Netty's epoll has let go of its socket by
     * then, and would close it for being asked to read on.
     */
    public static void read(Channel channel, boolean on) {
        if (!(channel instanceof DuplexChannel duplex) || !duplex.isInputShutdown()) {
            channel.config().setAutoRead(on);
        }
    }

    /** Ends a connection at once: the other side sees a reset. */
    public static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2_000);
    }
}
