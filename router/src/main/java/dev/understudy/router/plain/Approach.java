package dev.understudy.router.plain;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.net.Transport;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection;
import dev.understudy.router.service.Members;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client on its way to a member: the next one where one cannot be reached. On the client's event loop. */
final class Approach implements Waiting.Guest {

    private static final Logger LOG = LoggerFactory.getLogger(Approach.class);

    private final Channel client;
    private final Waiting waiting;
    private final Members members;
    private final Door door;
    private final Set<String> tried = new HashSet<>();
    private Loads.@Nullable Lease lease;
    private @Nullable Channel connecting;
    private String reason = "no member is configured";
    private boolean over;

    Approach(Channel client, Waiting waiting, Members members, Door door) {
        this.client = client;
        this.waiting = waiting;
        this.members = members;
        this.door = door;
    }

    @Override
    public void arrive() {
        next();
    }

    /** It may have asked all that it wants to ask. */
    @Override
    public void sendsNoMore() {
        // Told to who carries it, when somebody does.
    }

    @Override
    public void left() {
        if (!over) {
            end();
            if (connecting != null) {
                connecting.close();
            }
            client.close();
        }
    }

    private void next() {
        Selection found = members.select(tried, members.key(client));
        if (found instanceof Selection.Taken taken) {
            lease = taken.lease();
            tried.add(taken.member().node());
            connect(taken);
        } else if (found instanceof Selection.Nobody nobody) {
            LOG.debug(
                    "{}: no member of {}: {}",
                    door.stats().name(),
                    members.name(),
                    nobody.reason().isEmpty() ? reason : nobody.reason());
            door.stats().refused();
            end();
            client.close();
        }
    }

    private void connect(Selection.Taken taken) {
        Member member = taken.member();
        long began = System.nanoTime();
        ChannelFuture attempt = door.transport()
                .client(client.eventLoop(), door.times().connectMillis())
                // A member that speaks first is heard when somebody listens.
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new InetSocketAddress(
                        member.address().host(), member.address().port()));
        connecting = attempt.channel();
        // Later, since a failure may be known already, and never on another thread.
        attempt.addListener(done -> client.eventLoop().execute(() -> connected(attempt, taken, began)));
    }

    private void connected(ChannelFuture attempt, Selection.Taken taken, long began) {
        connecting = null;
        Channel server = attempt.channel();
        if (over) {
            server.close();
            return;
        }
        Member member = taken.member();
        long took = System.nanoTime() - began;
        boolean stands = attempt.isSuccess() && server.isActive();
        members.went(member, stands, took / 1e6);
        if (stands) {
            members.figures(member).connected(took);
            over = true;
            lease = null;
            new Joined(new Joined.Sides(client, server), taken, members, door).start(waiting);
            return;
        }
        server.close();
        boolean refused = Transport.isRefusal(attempt.cause());
        if (refused) {
            members.watch(member).refused(members.now(), null);
        }
        members.figures(member).failed();
        reason = member.node() + (refused ? " refuses connections" : " cannot be reached");
        giveBack();
        next();
    }

    private void end() {
        over = true;
        giveBack();
        waiting.drop();
    }

    private void giveBack() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
