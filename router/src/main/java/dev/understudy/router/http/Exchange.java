package dev.understudy.router.http;

import dev.understudy.router.http.Reach.Way;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. On the client's event loop; the member's connection runs on the same one.
 *
 * <p>Another member is tried while nothing of the request was sent. Afterwards only a request that changes nothing is sent
 * again, and only where a kept connection ended before it said a word: whether a member did what it was asked cannot be known.
 *
 * <p>Each side is read only while the other takes what was read.
 */
final class Exchange implements Reach.Outcome {

    private final HttpRequest request;
    private final Channel client;
    private final Gate gate;
    private final Patience patience;
    private final End end;
    private final boolean clientKeeps;
    private final boolean clientChunks;
    private final String id;
    /** Whether it asks for WebSocket. */
    private final boolean changes;

    private final Reach reach;
    private final Passage passage;
    private final Deque<HttpContent> body = new ArrayDeque<>();
    private @Nullable Way way;
    private boolean hasBody;
    private boolean complete;
    private boolean interim;
    private @Nullable HttpResponse agreed;
    private boolean answering;
    private boolean keeps;
    private boolean serverKeeps;
    private boolean over;
    private long lastMovedAt;

    /** How it ends: one of the two, once; neither where the client left. */
    interface End {
        /**
         * All of the answer is written.
         *
         * @param answer done when the last of it is out
         * @param keeps whether the client's connection can be used again
         */
        void done(ChannelFuture answer, boolean keeps);

        /** Whether the client is to know that no other request will be answered. */
        boolean isLast();

        /** In the middle of the answer there is no more of it. */
        void cut();
    }

    Exchange(HttpRequest request, Caller caller, Gate gate, End end) {
        this.request = request;
        this.client = caller.channel();
        this.gate = gate;
        this.patience = caller.patience();
        this.end = end;
        this.clientKeeps = HttpUtil.isKeepAlive(request);
        this.clientChunks = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        this.reach = new Reach(gate, client.eventLoop(), this, gate.key(request, client));
        this.changes = WebSocket.isAskedFor(request);
        this.id = RequestId.of(request.headers());
        request.headers().set(RequestId.HEADER, id);
        this.passage = new Passage(gate.stats(), request, caller.address());
        Headers.forMember(
                request, caller.address(), gate.scheme(), gate.members().name());
        caller.certificate().ifPresent(shown -> request.headers().set(ClientCertificate.HEADER, shown));
        if (changes) {
            WebSocket.sayIn(request.headers());
        }
    }

    void begin() {
        reach.next();
    }

    @Override
    public void nobody(String reason) {
        gate.stats().refused();
        answerMyself(
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                "no instance of " + gate.members().name() + ": " + reason);
    }

    @Override
    public void reached(Way found) {
        way = found;
        passage.by(found.member().node());
        lastMovedAt = gate.members().now();
        Channel channel = found.channel();
        channel.pipeline().get(MemberSide.class).serve(this);
        // The client may still be taking the answer before this one.
        channel.config().setAutoRead(client.isWritable());
        channel.write(request);
        HttpContent part = body.poll();
        while (part != null) {
            channel.write(part);
            part = body.poll();
        }
        channel.flush();
        client.config().setAutoRead(channel.isWritable());
        patience.begin(this, gate.requestTime().toMillis());
    }

    /** A part of the request's body. */
    void body(HttpContent part) {
        if (over) {
            part.release();
            return;
        }
        hasBody |= part.content().isReadable();
        complete |= part instanceof LastHttpContent;
        if (way != null) {
            // While its client is still sending, a member owes no answer.
            lastMovedAt = gate.members().now();
            way.channel().write(part);
        } else {
            body.add(part);
            // Not more than what was read already is kept while there is no member yet.
            client.config().setAutoRead(false);
        }
    }

    void flushMember() {
        if (way != null) {
            way.channel().flush();
        }
    }

    void flushClient() {
        client.flush();
    }

    void memberTakes(boolean writable) {
        client.config().setAutoRead(writable);
    }

    void clientTakes(boolean writable) {
        if (way != null) {
            way.channel().config().setAutoRead(writable);
        }
    }

    /** A part of the answer. */
    void answered(HttpObject part) {
        if (over || part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            memberEnded("sent what is no HTTP");
            return;
        }
        lastMovedAt = gate.members().now();
        if (part instanceof HttpResponse response) {
            HttpStatusClass kind = response.status().codeClass();
            interim = kind == HttpStatusClass.INFORMATIONAL;
            agreed = changes && WebSocket.isAgreed(response) ? response : null;
            if (way != null) {
                gate.members().watch(way.member()).answered(lastMovedAt, way.tookMillis());
            }
            if (way != null && !interim) {
                gate.went(way, kind != HttpStatusClass.SERVER_ERROR);
            }
            if (!interim) {
                answering = true;
                passage.answered(response.status().code());
                serverKeeps = HttpUtil.isKeepAlive(response) && Headers.isDelimited(response, request);
                keeps = Headers.forClient(response, request, clientKeeps && !end.isLast(), clientChunks);
                response.headers().set(RequestId.HEADER, id);
            }
        }
        // An interim answer ends with a part of its own, and the true one follows.
        if (interim) {
            ReferenceCountUtil.release(part);
            Way used = way;
            if (agreed != null && used != null && complete && part instanceof LastHttpContent) {
                change(used, agreed);
            }
            return;
        }
        ChannelFuture written = client.write(part);
        if (part instanceof HttpResponse) {
            // One that the client's protocol cannot carry, as more headers than it takes.
            written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        if (part instanceof LastHttpContent) {
            finish(written);
        }
    }

    /** No HTTP from here on: the member goes on being counted for it until both sides are closed. */
    private void change(Way used, HttpResponse agreement) {
        gate.went(used, true);
        patience.rest();
        over = true;
        passage.answered(HttpResponseStatus.SWITCHING_PROTOCOLS.code());
        FullHttpResponse answer = WebSocket.agreement(agreement);
        Headers.forClient(answer, request, true, true);
        WebSocket.sayIn(answer.headers());
        answer.headers().set(RequestId.HEADER, id);
        client.writeAndFlush(answer);
        WebSocket.join(client, used.channel(), this::stop);
    }

    private void broken(Way used) {
        gate.stats().broken();
        passage.broken();
        if (!answering) {
            gate.went(used, false);
        }
    }

    private void finish(ChannelFuture written) {
        Way used = way;
        stop();
        if (used != null) {
            used.channel().pipeline().get(MemberSide.class).rest();
            if (serverKeeps && complete) {
                // One that is not read would not be seen to end.
                used.channel().config().setAutoRead(true);
                gate.kept().rest(used.channel(), used.member());
            } else {
                used.channel().close();
            }
        }
        client.config().setAutoRead(true);
        client.flush();
        end.done(written, keeps);
    }

    /** The member's connection has ended, or makes no sense. */
    void memberEnded(String how) {
        Way used = way;
        if (over || used == null) {
            return;
        }
        way = null;
        used.channel().close();
        if (!answering && used.kept() && !hasBody && complete && Headers.isSafe(request)) {
            body.add(LastHttpContent.EMPTY_LAST_CONTENT);
            patience.rest();
            reach.next();
            return;
        }
        if (!used.kept()) {
            gate.members().watch(used.member()).reset(gate.members().now(), how);
        }
        broken(used);
        breakOff(
                HttpResponseStatus.BAD_GATEWAY,
                used.member().node() + " " + how + "; whether it did what it was asked is not known");
    }

    /** The client went away: what it asked for is nobody's. */
    void clientLeft() {
        Way used = way;
        stop();
        if (used != null) {
            used.channel().close();
        }
    }

    /** What the client sends is no HTTP any more, in the middle of its request. */
    void spoiled(HttpResponseStatus status, String why) {
        Way used = way;
        gate.stats().refused();
        breakOff(status, why);
        if (used != null) {
            used.channel().close();
        }
    }

    /** When something of it moved last, ms. */
    long lastMovedAt() {
        return lastMovedAt;
    }

    /** Its member says nothing for too long. */
    void tooLate(long millis) {
        Way used = way;
        if (over || used == null) {
            return;
        }
        broken(used);
        breakOff(HttpResponseStatus.GATEWAY_TIMEOUT, used.member().node() + " did not answer within " + millis + " ms");
        used.channel().close();
    }

    /** An answer that has begun can only be cut off: its client must not take it for a whole one. */
    private void breakOff(HttpResponseStatus status, String why) {
        if (answering) {
            stop();
            end.cut();
        } else {
            answerMyself(status, why);
        }
    }

    private void answerMyself(HttpResponseStatus status, String why) {
        passage.answered(status.code());
        stop();
        client.config().setAutoRead(true);
        FullHttpResponse refusal = Refusal.of(status, why);
        refusal.headers().set(RequestId.HEADER, id);
        end.done(client.writeAndFlush(refusal), false);
    }

    private void stop() {
        over = true;
        way = null;
        reach.end();
        passage.ended();
        patience.rest();
        body.forEach(ReferenceCountUtil::release);
        body.clear();
    }
}
