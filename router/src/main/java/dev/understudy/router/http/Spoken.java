package dev.understudy.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.function.Supplier;

/** What is put on a client's connection once it is known what is spoken on it. */
final class Spoken {

    /** A request's first line and its headers, as HTTP/1.1's decoder limits them: 4 and 8 KiB. */
    private static final int MOST_HEADERS = 12 * 1024;

    /** A client that takes more streams back in that time than a person could is let go (CVE-2023-44487). */
    private static final int MOST_RESETS = 200;

    private static final int RESETS_SECONDS = 30;

    private static final Http2StreamFrameToHttpObjectCodec AS_HTTP1 = new Http2StreamFrameToHttpObjectCodec(true);

    private static final WellFormed WELL_FORMED = new WellFormed();

    private Spoken() {}

    static void http1(ChannelPipeline pipeline, Supplier<Gate> gate) {
        pipeline.addLast(new HttpServerCodec(), new ClientSide(gate, new ConnectionParting()));
        gate.get().clients().add(pipeline.channel());
    }

    static void http2(ChannelPipeline pipeline, Supplier<Gate> gate) {
        Http2Connection connection = new Http2Connection();
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(new Http2Settings()
                                .maxConcurrentStreams(Http2Connection.MOST_STREAMS)
                                .initialWindowSize(Http2Connection.STREAM_WINDOW)
                                .maxHeaderListSize(MOST_HEADERS))
                        .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                        .build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        connection.opened(stream);
                        stream.pipeline()
                                .addLast(
                                        WELL_FORMED,
                                        AS_HTTP1,
                                        new Http2Stream(connection),
                                        new ClientSide(gate, new StreamParting()));
                    }
                }),
                connection);
        gate.get().clients().add(pipeline.channel());
    }
}
