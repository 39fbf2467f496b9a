package dev.understudy.router.tcp;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.hold.HoldQueue.Place;
import dev.understudy.router.hold.HoldRoom;
import dev.understudy.router.mysql.ServerError;
import dev.understudy.router.relay.Waiting;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way to a server. All on the client's event loop.
 *
 * <pre>
 *            ┌─────────── hold ◀──────────┐
 *            ▼                            │ no server left to try
 *   arrive ─ decide ─▶ attempt ── failed ─┴─▶ attempt the next
 *            │             └──── greeted ──▶ Carried
 *            └─ refuse ─▶ error packet
 * </pre>
 */
final class Session implements HoldRoom.Guest, Waiting.Guest {

    private final Channel client;
    private final Waiting waiting;
    private final Desk desk;
    private final Set<String> tried = new HashSet<>();
    private @Nullable Place<Session> place;
    private @Nullable Attempt attempt;
    /** The place of who is tried. */
    private Loads.@Nullable Lease lease;

    private String reason = "";
    private boolean over;

    Session(Channel client, Waiting waiting, Desk desk) {
        this.client = client;
        this.waiting = waiting;
        this.desk = desk;
    }

    @Override
    public void arrive() {
        desk.stats().accepted();
        if (desk.room().size() > 0 && desk.decide() instanceof Decision.Connect) {
            // Whoever waits already finds out whether the server is back, one for all.
            hold("others wait already");
        } else {
            next();
        }
    }

    /** A client of MySQL hears first: one that says no more before that has gone. */
    @Override
    public void sendsNoMore() {
        left();
    }

    @Override
    public void left() {
        if (!over) {
            end();
            client.close();
        }
    }

    @Override
    public void tryNow() {
        client.eventLoop().execute(() -> {
            if (!over && attempt == null) {
                tried.clear();
                next();
            }
        });
    }

    @Override
    public void timeIsUp() {
        client.eventLoop().execute(() -> {
            if (!over) {
                refuse("no server for " + desk.wanted() + " within " + desk.longestHold() + ": " + reason);
            }
        });
    }

    private void next() {
        Decision decision = desk.decide();
        if (decision instanceof Decision.Connect connect) {
            Selection found = desk.select(connect, tried, client);
            if (found instanceof Selection.Taken taken) {
                attempt(taken, connect.preferred().size());
            } else if (found instanceof Selection.Nobody nobody) {
                hold(nobody.reason().isEmpty() ? reason : nobody.reason());
            }
        } else if (decision instanceof Decision.Hold hold) {
            hold(hold.reason());
        } else if (decision instanceof Decision.Refuse refuse) {
            refuse(refuse.reason());
        }
    }

    /**
     * @param members how many there are to choose from
     */
    private void attempt(Selection.Taken taken, int members) {
        Member member = taken.member();
        tried.add(member.node());
        lease = taken.lease();
        long began = System.nanoTime();
        Attempt.Goal goal = new Attempt.Goal(member, desk.introduction(client));
        attempt = Attempt.start(goal, client.eventLoop(), desk.backends(), new Attempt.Outcome() {
            @Override
            public void greeted(Channel server, ByteBuf greeting) {
                attempt = null;
                lease = null;
                desk.selector().went(member, true, (System.nanoTime() - began) / 1e6, members);
                carry(taken, server, greeting);
            }

            @Override
            public void failed(String why) {
                attempt = null;
                reason = why;
                giveBack();
                desk.selector().went(member, false, (System.nanoTime() - began) / 1e6, members);
                next();
            }
        });
    }

    private void giveBack() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }

    private void carry(Selection.Taken taken, Channel server, ByteBuf greeting) {
        Carried carried = new Carried(new Carried.Sides(client, server), taken.member(), taken.lease(), desk);
        desk.connections().add(carried);
        // Looked at after it is listed: a change of the table meets it here or there.
        Optional<String> ends = carried.endsBecause();
        if (ends.isPresent() || !(desk.decide() instanceof Decision.Connect)) {
            carried.giveUp();
            greeting.release();
            server.close();
            reason = ends.orElse("the route has changed");
            next();
            return;
        }
        over = true;
        carried.start(greeting, waiting);
        leave(true);
    }

    private void hold(String why) {
        reason = why;
        if (place != null) {
            desk.room().again(place);
            return;
        }
        Optional<Place<Session>> entered = desk.room().enter(this);
        if (entered.isEmpty()) {
            refuse("too many clients wait for " + desk.wanted() + ": " + why);
            return;
        }
        place = entered.get();
        desk.stats().held();
    }

    private void refuse(String why) {
        end();
        desk.stats().refused();
        client.writeAndFlush(ServerError.packet(client.alloc(), why)).addListener(ChannelFutureListener.CLOSE);
    }

    private void end() {
        over = true;
        if (attempt != null) {
            attempt.abort();
            attempt = null;
        }
        giveBack();
        leave(false);
        waiting.drop();
    }

    private void leave(boolean served) {
        if (place != null) {
            if (served) {
                desk.room().served(place);
            } else {
                desk.room().leave(place);
            }
            place = null;
        }
    }
}
