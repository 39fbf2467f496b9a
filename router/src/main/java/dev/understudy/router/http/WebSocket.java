package dev.understudy.router.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The change from HTTP/1.1 to WebSocket (RFC 6455, 4): asked for by the client, agreed on by the member, and from then on bytes
 * that the router does not read.
 */
final class WebSocket {

    private WebSocket() {}

    /** Whether a request, as its client sent it, asks for the change. */
    static boolean isAskedFor(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.method().equals(HttpMethod.GET)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                // Bytes after the head would be a body's or WebSocket's: nobody could tell.
                && !HttpUtil.isTransferEncodingChunked(request)
                && HttpUtil.getContentLength(request, 0L) == 0;
    }

    static boolean isAgreed(HttpResponse response) {
        return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    /** Says what is said of one connection only: of the next one, as it was of this. */
    static void sayIn(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }

    /** The member's agreement, for the client. */
    static FullHttpResponse agreement(HttpResponse response) {
        FullHttpResponse agreement = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        agreement.headers().set(response.headers());
        return agreement;
    }

    /**
     * From here on each side's bytes go to the other. On both sides' event loop, when HTTP's last word is written.
     *
     * @param ended called when both are closed, once or twice
     */
    static void join(Channel client, Channel member, Runnable ended) {
        Tunnel.Pair pair = new Tunnel.Pair(client, member, ended);
        client.pipeline().addLast(new Tunnel(pair, member));
        member.pipeline().addLast(new Tunnel(pair, client));
        client.pipeline().remove(ClientSide.class);
        member.pipeline().remove(MemberSide.class);
        // What they have read beyond HTTP goes to the tunnel.
        client.pipeline().remove(HttpServerCodec.class);
        member.pipeline().remove(HttpClientCodec.class);
        member.flush();
        client.flush();
        client.config().setAutoRead(member.isWritable());
        member.config().setAutoRead(client.isWritable());
    }
}
