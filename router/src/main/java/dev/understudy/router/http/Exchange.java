package dev.understudy.router.http;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Member;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. On the client's event loop; the member's connection runs on the same one.
 *
 * <p>Another member is tried while nothing of the request was sent. Afterwards only a request that changes nothing is sent
 * again, and only where a kept connection ended before it said a word: whether a member did what it was asked cannot be known.
 */
final class Exchange {

    private final HttpRequest request;
    private final Channel client;
    private final Gate gate;
    private final End end;
    private final boolean clientKeeps;
    private final boolean clientChunks;
    private final Deque<HttpContent> body = new ArrayDeque<>();
    private final Set<String> tried = new HashSet<>();
    private final Silence silence;
    private @Nullable Member member;
    private @Nullable Channel server;
    private Loads.@Nullable Lease lease;
    private boolean reused;
    private boolean hasBody;
    private boolean complete;
    private boolean interim;
    private boolean answering;
    private boolean keeps;
    private boolean serverKeeps;
    private boolean over;
    private long askedAt;
    private String reason = "no member is configured";

    /** Called once, when the answer is out. */
    @FunctionalInterface
    interface End {
        /**
         * @param keeps whether the client's connection can be used again
         */
        void done(boolean keeps);
    }

    Exchange(HttpRequest request, Channel client, Gate gate, End end) {
        this.request = request;
        this.client = client;
        this.gate = gate;
        this.end = end;
        this.silence = new Silence(
                client.eventLoop(), gate.members()::now, gate.requestTime().toMillis(), this::tooLate);
        this.clientKeeps = HttpUtil.isKeepAlive(request);
        this.clientChunks = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        Headers.forMember(request, address(client), gate.members().service());
    }

    void begin() {
        Optional<Member> chosen = gate.members().choose(tried);
        if (chosen.isEmpty()) {
            refuse(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "no instance of " + gate.members().service() + ": " + reason);
            return;
        }
        Member next = chosen.get();
        member = next;
        lease = gate.members().take(next);
        Optional<Channel> rested = gate.kept().take(client.eventLoop(), next);
        reused = rested.isPresent();
        if (rested.isPresent()) {
            ask(rested.get());
        } else {
            connect(next);
        }
    }

    private void connect(Member next) {
        MemberSide.connect(next, client.eventLoop(), gate).addListener((ChannelFuture connecting) -> {
            if (connecting.isSuccess() && over) {
                connecting.channel().close();
            } else if (connecting.isSuccess()) {
                ask(connecting.channel());
            } else if (!over) {
                boolean refused = connecting.cause() instanceof ConnectException;
                if (refused) {
                    gate.members().watch(next).refused(gate.members().now(), null);
                }
                tried.add(next.node());
                reason = next.node() + (refused ? " refuses connections" : " cannot be reached");
                again();
            }
        });
    }

    private void again() {
        giveBack();
        begin();
    }

    private void ask(Channel channel) {
        server = channel;
        askedAt = gate.members().now();
        channel.pipeline().get(MemberSide.class).serve(this);
        channel.config().setAutoRead(true);
        channel.write(request);
        HttpContent part = body.poll();
        while (part != null) {
            channel.write(part);
            part = body.poll();
        }
        channel.flush();
        client.config().setAutoRead(true);
        silence.begin();
    }

    /** A part of the request's body. */
    void body(HttpContent part) {
        if (over) {
            part.release();
            return;
        }
        hasBody |= part.content().isReadable();
        complete |= part instanceof LastHttpContent;
        if (server != null) {
            server.write(part);
        } else {
            body.add(part);
            // Not more than what was read already is kept while there is no member yet.
            client.config().setAutoRead(false);
        }
    }

    void flushMember() {
        if (server != null) {
            server.flush();
        }
    }

    void flushClient() {
        client.flush();
    }

    void memberTakes(boolean writable) {
        client.config().setAutoRead(writable);
    }

    void clientTakes(boolean writable) {
        if (server != null) {
            server.config().setAutoRead(writable);
        }
    }

    /** A part of the answer. */
    void answered(HttpObject part) {
        if (over || part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            memberEnded("sent what is no HTTP");
            return;
        }
        silence.heard();
        if (part instanceof HttpResponse response) {
            if (member != null) {
                long now = gate.members().now();
                gate.members().watch(member).answered(now, now - askedAt);
            }
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                answering = true;
                serverKeeps = HttpUtil.isKeepAlive(response) && Headers.isDelimited(response, request);
                keeps = Headers.forClient(response, request, clientKeeps, clientChunks);
            }
        }
        // An interim answer ends with a part of its own, and the true one follows.
        if (interim) {
            ReferenceCountUtil.release(part);
            return;
        }
        client.write(part);
        if (part instanceof LastHttpContent) {
            finish();
        }
    }

    private void finish() {
        over = true;
        Channel channel = server;
        Member asked = member;
        giveBack();
        if (channel != null && asked != null) {
            channel.pipeline().get(MemberSide.class).rest();
            if (serverKeeps && complete) {
                gate.kept().rest(channel, asked);
            } else {
                channel.close();
            }
        }
        client.config().setAutoRead(true);
        client.flush();
        end.done(keeps);
    }

    /** The member's connection has ended, or makes no sense. */
    void memberEnded(String how) {
        if (over) {
            return;
        }
        Channel channel = server;
        server = null;
        if (channel != null) {
            channel.close();
        }
        if (!answering && reused && !hasBody && complete && Headers.isSafe(request)) {
            body.add(LastHttpContent.EMPTY_LAST_CONTENT);
            again();
            return;
        }
        String who = member == null ? "the member" : member.node();
        if (member != null && !reused) {
            gate.members().watch(member).reset(gate.members().now(), how);
        }
        gate.stats().broken();
        if (answering) {
            stop();
            Transport.reset(client);
        } else {
            answerMyself(
                    HttpResponseStatus.BAD_GATEWAY,
                    who + " " + how + "; whether it did what it was asked is not known");
        }
    }

    /** The client went away: what it asked for is nobody's. */
    void clientLeft() {
        if (!over) {
            Channel channel = server;
            stop();
            if (channel != null) {
                channel.close();
            }
        }
    }

    private void tooLate() {
        Channel channel = server;
        if (over || channel == null) {
            return;
        }
        String who = member == null ? "the member" : member.node();
        gate.stats().broken();
        if (answering) {
            stop();
            Transport.reset(client);
        } else {
            answerMyself(
                    HttpResponseStatus.GATEWAY_TIMEOUT,
                    who + " did not answer within " + gate.requestTime().toMillis() + " ms");
        }
        channel.close();
    }

    private void refuse(HttpResponseStatus status, String why) {
        gate.stats().refused();
        answerMyself(status, why);
    }

    private void answerMyself(HttpResponseStatus status, String why) {
        stop();
        client.config().setAutoRead(true);
        client.writeAndFlush(Refusal.of(status, why));
        end.done(false);
    }

    private void stop() {
        over = true;
        server = null;
        giveBack();
        body.forEach(ReferenceCountUtil::release);
        body.clear();
    }

    private void giveBack() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
        silence.end();
    }

    private static String address(Channel client) {
        return client.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "unknown";
    }
}
