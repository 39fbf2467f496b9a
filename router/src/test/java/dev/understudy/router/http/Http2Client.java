package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection that speaks HTTP/2 from its first byte, and shows every frame that counts. */
final class Http2Client implements AutoCloseable {

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel connection;
    /** The server's last word, with its error. */
    final CompletableFuture<Http2Error> goAway = new CompletableFuture<>();

    Http2Client(int port) throws InterruptedException {
        connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forClient()
                                                .initialSettings(new Http2Settings().pushEnabled(false))
                                                .validateHeaders(false)
                                                .encoderIgnoreMaxHeaderListSize(true)
                                                .encoderEnforceMaxRstFramesPerWindow(0, 1)
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                        new LastWord());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel();
    }

    private final class LastWord extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2GoAwayFrame last) {
                goAway.complete(Http2Error.valueOf(last.errorCode()));
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /**
     * A whole answer.
     *
     * @param text its body
     */
    record Answer(int status, Http2Headers headers, String text) {}

    /** A request with its own stream. */
    Stream open() throws InterruptedException {
        Stream stream = new Stream();
        stream.channel = new Http2StreamChannelBootstrap(connection)
                .handler(stream)
                .open()
                .sync()
                .getNow();
        return stream;
    }

    static Http2Headers request(String method, String path) {
        return new DefaultHttp2Headers(false)
                .method(method)
                .path(path)
                .scheme("http")
                .authority("shop.example");
    }

    Stream get(String path) throws InterruptedException {
        return open().head(request("GET", path), true);
    }

    void awaitEnd() throws InterruptedException {
        connection.closeFuture().await(10, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return connection.isActive();
    }

    /** One stream. Written from the test's thread, read on the loop. */
    static final class Stream extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        /** With what the server took it back, after its answer or instead of it. */
        final CompletableFuture<Http2Error> reset = new CompletableFuture<>();

        final AtomicLong received = new AtomicLong();
        private final StringBuilder text = new StringBuilder();
        private @Nullable Http2Headers headers;
        private @Nullable Http2StreamChannel channel;
        private boolean keepsText = true;

        Stream forgettingTheBody() {
            keepsText = false;
            return this;
        }

        private Http2StreamChannel channel() {
            if (channel == null) {
                throw new IllegalStateException("not open");
            }
            return channel;
        }

        Stream head(Http2Headers request, boolean isAll) {
            channel().writeAndFlush(new DefaultHttp2HeadersFrame(request, isAll));
            return this;
        }

        ChannelFuture send(byte[] bytes, boolean isLast) {
            return channel().writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), isLast));
        }

        void takeBack() {
            channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
        }

        void reads(boolean goesOn) {
            channel().config().setAutoRead(goesOn);
        }

        Answer answer() throws InterruptedException, ExecutionException, TimeoutException {
            return answer.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame frame) {
                if (headers == null
                        && !"100".contentEquals(String.valueOf(frame.headers().status()))) {
                    headers = frame.headers();
                }
                whole(frame.isEndStream());
            } else if (message instanceof Http2DataFrame frame) {
                ByteBuf content = frame.content();
                received.addAndGet(content.readableBytes());
                if (keepsText) {
                    text.append(content.toString(UTF_8));
                }
                whole(frame.isEndStream());
            }
            ReferenceCountUtil.release(message);
        }

        private void whole(boolean isEnd) {
            if (isEnd && headers != null) {
                answer.complete(
                        new Answer(Integer.parseInt(String.valueOf(headers.status())), headers, text.toString()));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame frame) {
                reset.complete(Http2Error.valueOf(frame.errorCode()));
                answer.completeExceptionally(new IOException("reset: " + Http2Error.valueOf(frame.errorCode())));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.completeExceptionally(new IOException("the stream has ended"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }

    @Override
    public void close() {
        connection.close().awaitUninterruptibly(2_000);
        loop.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2_000);
    }
}
