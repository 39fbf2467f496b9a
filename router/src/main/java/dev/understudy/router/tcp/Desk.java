package dev.understudy.router.tcp;

import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldRoom;
import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.proxy.Introduction;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.Role;
import dev.understudy.router.select.Selection;
import dev.understudy.router.select.Selector;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of one listener share. Thread-safe.
 *
 * @param longest for how long a client waits at most
 * @param introduces whether servers are told who the client is
 */
record Desk(
        String cluster,
        Role role,
        Duration longest,
        LiveTable table,
        Backends backends,
        Connections connections,
        ListenerStats stats,
        HoldRoom<Session> room,
        Selector selector,
        boolean introduces) {

    Decision decide() {
        boolean fallsBack = selector.rules().fallback() != Fallback.NONE;
        return new Demand(cluster, role, fallsBack).decide(table.get(), backends.now());
    }

    /** The next server to be tried. The writer is who it is: there is nothing to be balanced. */
    Selection select(Decision.Connect connect, Set<String> tried, Channel client) {
        if (role == Role.WRITER) {
            Member writer = connect.preferred().get(0);
            return tried.contains(writer.node())
                    ? new Selection.Nobody("")
                    : new Selection.Taken(writer, backends.shared().loads().take(writer.node()));
        }
        OptionalLong key = selector.rules().policy() == Policy.HASH ? ClientAddress.key(client) : OptionalLong.empty();
        return selector.select(connect.preferred(), connect.fallback(), tried, key);
    }

    /** What a server is told of this client; null where that is nothing. */
    @Nullable
    Introduction introduction(Channel client) {
        return introduces ? Introduction.of(client) : null;
    }

    String wanted() {
        return "the " + (role == Role.WRITER ? "writer" : "readers") + " of " + cluster;
    }

    String longestHold() {
        return longest.toMillis() % 1000 == 0 ? longest.toSeconds() + " s" : longest.toMillis() + " ms";
    }
}
