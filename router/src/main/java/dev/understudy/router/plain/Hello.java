package dev.understudy.router.plain;

import dev.understudy.router.net.Seldom;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.tls.ServerNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which server a client of TLS wants, from its first words, and gives all that it said to who takes it there. It has a
 * limited time and length for them. One event loop.
 */
final class Hello<T> extends AbstractSniHandler<Optional<T>> {

    /** Bytes. Those of today have some hundreds, with the keys of what comes after elliptic curves two thousand. */
    static final int LONGEST = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Hello.class);

    /** Fatal, {@code unrecognized_name} (RFC 6066, 3), in a record of its own. */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private static final Pattern PRINTABLE = Pattern.compile("[a-z0-9._-]{1,253}");

    private final Directory<T> directory;
    private final ListenerStats stats;
    private final Seldom telling;
    private boolean spoke;
    private boolean left;
    private boolean over;

    /**
     * Who is called what.
     *
     * @param names whom each server's name stands for
     * @param way who takes a client to one of them
     */
    record Directory<T>(ServerNames<Optional<T>> names, Function<T, Waiting> way) {}

    /**
     * @param millis how long a client has to name its server
     * @param telling of those who named nobody that is known
     */
    Hello(Directory<T> directory, int millis, ListenerStats stats, Seldom telling) {
        super(LONGEST, millis);
        this.directory = directory;
        this.stats = stats;
        this.telling = telling;
    }

    @Override
    protected Future<Optional<T>> lookup(ChannelHandlerContext context, @Nullable String name) {
        // With the root's dot it is the same name.
        String asked = name != null && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return context.executor().newSucceededFuture(directory.names().of(asked));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, @Nullable String name, Future<Optional<T>> found) {
        over = true;
        Optional<T> wanted = found.getNow();
        if (wanted.isEmpty()) {
            stats.refused();
            telling.tell(more -> LOG.warn(
                    "{}: a client was refused that asked for {}, which passThrough does not have{}",
                    stats.name(),
                    text(name),
                    more));
            context.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Waiting waiting = directory.way().apply(wanted.get());
        // What was read goes on to who comes in this one's place, as it came.
        context.pipeline().replace(this, "waiting", waiting);
        waiting.arrive(context.channel());
    }

    private static String text(@Nullable String name) {
        if (name == null) {
            return "no server by name";
        }
        return PRINTABLE.matcher(name).matches() ? name : "what is no name";
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        spoke = true;
        if (over) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(context, in, out);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            left = true;
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        left = true;
        context.close();
    }

    /** Whoever goes without a byte has only looked whether somebody listens. */
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (!over && (spoke || !left)) {
            stats.refused();
        }
        over = true;
        super.channelInactive(context);
    }
}
