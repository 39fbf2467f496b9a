package dev.understudy.router.plain;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introduction;
import dev.understudy.router.relay.HalfOpen;
import dev.understudy.router.relay.Relay;
import dev.understudy.router.relay.Traffic;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.select.Selection;
import dev.understudy.router.service.Members;
import dev.understudy.router.sighting.NodeWatch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** An established connection, which ends with its member. On the client's event loop. */
final class Joined {

    private final Channel client;
    private final Channel server;
    private final Members members;
    private final Door door;
    private final NodeWatch watch;
    private final Loads.Lease lease;
    private final Traffic traffic;
    private boolean clientDone;
    private boolean serverDone;
    private boolean over;

    /** The two ends. */
    record Sides(Channel client, Channel server) {}

    /**
     * @param taken the member, and its place, given back at the end
     */
    Joined(Sides sides, Selection.Taken taken, Members members, Door door) {
        this.client = sides.client();
        this.server = sides.server();
        this.members = members;
        this.door = door;
        this.watch = members.watch(taken.member());
        this.lease = taken.lease();
        this.traffic = new Traffic(door.stats(), members.figures(taken.member()), taken.member(), client);
    }

    void start(Waiting waiting) {
        door.stats().opened();
        Relay fromServer = new Relay(client, new ServerEyes());
        server.pipeline().addLast("relay", fromServer);
        Introduction introduction = door.introduction(client);
        if (introduction != null) {
            introduction.send(server.pipeline().context(fromServer));
        }
        waiting.handOver(client, new Relay(server, new ClientEyes()));
        Transport.read(server, fromServer.otherTakes());
        if (!client.isActive()) {
            server.close();
            closed();
        }
    }

    private void reset() {
        Transport.reset(client);
        Transport.reset(server);
        closed();
    }

    private void closed() {
        if (!over) {
            over = true;
            lease.close();
            traffic.ended();
        }
    }

    private void endedBy(boolean otherDone, Channel other) {
        if (otherDone) {
            Relay.closeAfterFlush(client);
            Relay.closeAfterFlush(server);
        } else {
            Relay.endOutput(other);
            HalfOpen.bound(client.eventLoop(), door.times().halfOpenMillis(), traffic, this::reset);
        }
    }

    private final class ClientEyes implements Relay.Eyes {

        @Override
        public void bytes(ByteBuf chunk) {
            traffic.ofClient(chunk);
        }

        @Override
        public void sendsNoMore() {
            clientDone = true;
            endedBy(serverDone, server);
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
            Joined.this.closed();
        }
    }

    private final class ServerEyes implements Relay.Eyes {

        @Override
        public void bytes(ByteBuf chunk) {
            traffic.ofServer(chunk);
            // That it was connected to is the system's word, and not its own.
            watch.answered(members.now(), 0);
        }

        @Override
        public void sendsNoMore() {
            serverDone = true;
            endedBy(clientDone, client);
        }

        @Override
        public void broke(Throwable cause) {
            if (!clientDone && !serverDone) {
                traffic.broken();
            }
            serverDone = true;
            reset();
        }

        @Override
        public void closed() {
            serverDone = true;
            Relay.closeAfterFlush(client);
            Joined.this.closed();
        }
    }
}
