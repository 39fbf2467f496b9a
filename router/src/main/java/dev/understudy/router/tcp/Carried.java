package dev.understudy.router.tcp;

import dev.understudy.events.Epoch;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.mysql.Packets;
import dev.understudy.router.net.Transport;
import dev.understudy.router.relay.HalfOpen;
import dev.understudy.router.relay.Relay;
import dev.understudy.router.relay.Traffic;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.routing.Member;
import dev.understudy.router.sighting.NodeWatch;
import dev.understudy.router.sighting.Unanswered;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An established connection. It never changes its server: it ends with it. On the client's event loop, except where a method
 * says otherwise.
 *
 * <p>That a server closes is evidence only where it did so unasked: not after the client's goodbye, nor after an error that
 * says why. What is inside TLS cannot be read, so that there a client gets a moment to close its own side first, and its
 * waiting is not counted.
 */
final class Carried implements Unanswered {

    private static final Logger LOG = LoggerFactory.getLogger(Carried.class);
    private static final long GOODBYE_MILLIS = 20;

    private final Channel client;
    private final Channel server;
    private final Member member;
    private final Desk desk;
    private final Epoch since;
    private final NodeWatch watch;
    private final Traffic traffic;
    private final Loads.Lease lease;
    private final Parking parking;
    private volatile long unansweredSince = NOTHING;
    private boolean clientSpoke;
    private boolean tls;
    private boolean clientDone;
    private boolean serverDone;
    private boolean goodbye;
    private boolean told;
    private boolean refusedLogin;
    private boolean over;

    /** The two ends. */
    record Sides(Channel client, Channel server) {}

    /**
     * @param lease the member's place, given back at the end
     */
    Carried(Sides sides, Member member, Loads.Lease lease, Desk desk) {
        this.client = sides.client();
        this.server = sides.server();
        this.member = member;
        this.desk = desk;
        this.since = desk.table().get().epoch(member.scope());
        this.watch = desk.backends().watches().of(member);
        this.traffic =
                new Traffic(desk.stats(), desk.backends().figures().of(member.scope(), member.node()), member, client);
        this.lease = lease;
        this.parking = new Parking(desk.backends()::now);
    }

    /** Why it has no place in the table in force. Any thread. */
    Optional<String> endsBecause() {
        return desk.table()
                .get()
                .endsBecause(member, desk.role(), since, desk.backends().now());
    }

    void start(ByteBuf greeting, Waiting waiting) {
        watch.opened(this);
        desk.stats().opened();
        server.pipeline().replace(Attempt.class, "relay", new Relay(client, new ServerEyes()));
        refusedLogin = Packets.isError(greeting);
        traffic.ofServer(greeting);
        client.writeAndFlush(greeting);
        waiting.handOver(client, new Relay(server, new ClientEyes()));
        if (!client.isActive()) {
            closed();
        }
    }

    /** It came to nothing before the client heard of it. */
    void giveUp() {
        over = true;
        desk.connections().remove(this);
        lease.close();
    }

    /** Ends it at once; both sides see a reset. Any thread. */
    void cut(String reason) {
        client.eventLoop().execute(() -> {
            if (!over) {
                LOG.debug("{}: a connection to {} is cut: {}", desk.stats().name(), member.node(), reason);
                lost();
                if (parking.isParked()) {
                    parking.end(client);
                    closeBoth();
                } else {
                    reset();
                }
            }
        });
    }

    /** Waits between two transactions while a planned change is under way, and goes on where that is called off. Any thread. */
    void park() {
        client.eventLoop().execute(() -> {
            parking.plan(desk.table().get().parks(member.scope(), desk.role()));
            look();
        });
    }

    /** Any thread. */
    Parking parking() {
        return parking;
    }

    private void look() {
        if (!over && parking.letsGo()) {
            parking.handOver(chunk -> {
                see(chunk);
                server.write(chunk, server.voidPromise());
            });
            server.flush();
            Transport.read(client, server.isWritable());
        }
    }

    @Override
    public long unansweredSince() {
        return unansweredSince;
    }

    private void lost() {
        if (!clientDone && !goodbye && !serverDone) {
            traffic.broken();
        }
        unansweredSince = NOTHING;
        serverDone = true;
        clientDone = true;
    }

    private void reset() {
        Transport.reset(client);
        Transport.reset(server);
        closed();
    }

    private void closed() {
        if (!over) {
            over = true;
            unansweredSince = NOTHING;
            parking.forget();
            desk.connections().remove(this);
            watch.closed(this);
            lease.close();
            traffic.ended();
        }
    }

    /** The server has closed its side, or broke. */
    private void serverEnded(String how) {
        unansweredSince = NOTHING;
        if (serverDone) {
            return;
        }
        serverDone = true;
        if (goodbye || clientDone || refusedLogin) {
            return;
        }
        traffic.broken();
        if (!told && !parking.isPlanned()) {
            watch.reset(desk.backends().now(), how);
        }
    }

    private void passOnServersEnd() {
        serverEnded("closed by the server");
        if (clientDone || parking.isParked()) {
            parking.end(client);
            closeBoth();
        } else {
            Relay.endOutput(client);
            boundHalfOpen();
        }
    }

    private void boundHalfOpen() {
        HalfOpen.bound(client.eventLoop(), desk.backends().times().halfOpenMillis(), traffic, this::reset);
    }

    private void closeBoth() {
        Relay.closeAfterFlush(client);
        Relay.closeAfterFlush(server);
    }

    private void see(ByteBuf chunk) {
        traffic.ofClient(chunk);
        if (!clientSpoke) {
            clientSpoke = true;
            tls = Packets.startsTls(chunk);
        }
        if (tls) {
            return;
        }
        parking.client(chunk);
        goodbye = Packets.isQuit(chunk);
        if (unansweredSince == NOTHING && Packets.wantsAnswer(chunk)) {
            unansweredSince = desk.backends().now();
        }
    }

    private final class ClientEyes implements Relay.Eyes {

        @Override
        public boolean keeps(ByteBuf chunk) {
            return !over && parking.keeps(chunk, client);
        }

        @Override
        public void bytes(ByteBuf chunk) {
            see(chunk);
        }

        @Override
        public void sendsNoMore() {
            clientDone = true;
            if (serverDone) {
                closeBoth();
            } else {
                Relay.endOutput(server);
                boundHalfOpen();
            }
        }

        @Override
        public void broke(Throwable cause) {
            clientDone = true;
            reset();
        }

        @Override
        public void closed() {
            clientDone = true;
            server.close();
            Carried.this.closed();
        }
    }

    private final class ServerEyes implements Relay.Eyes {

        @Override
        public boolean keeps(ByteBuf chunk) {
            boolean unasked = parking.isParked() && Packets.isError(chunk);
            if (unasked) {
                // Why it ends the session. Its client would take that for an answer to what it sends next.
                chunk.release();
            }
            return unasked;
        }

        @Override
        public void bytes(ByteBuf chunk) {
            long now = desk.backends().now();
            long from = unansweredSince;
            traffic.ofServer(chunk);
            watch.answered(now, from == NOTHING ? 0 : now - from);
            unansweredSince = NOTHING;
            if (!tls) {
                parking.server(chunk);
                look();
            }
            told = Packets.isError(chunk);
            refusedLogin = Packets.isLoginError(chunk);
        }

        @Override
        public void sendsNoMore() {
            if (tls && !clientDone) {
                client.eventLoop().schedule(Carried.this::passOnServersEnd, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                passOnServersEnd();
            }
        }

        @Override
        public void broke(Throwable cause) {
            serverEnded(String.valueOf(cause.getMessage()));
            reset();
        }

        @Override
        public void closed() {
            serverEnded("closed by the server");
            parking.end(client);
            Relay.closeAfterFlush(client);
            Carried.this.closed();
        }
    }
}
