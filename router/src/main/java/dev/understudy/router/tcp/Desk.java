package dev.understudy.router.tcp;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.hold.HoldRoom;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Role;
import dev.understudy.router.stats.ListenerStats;
import java.time.Duration;

/**
 * What all sessions of one listener share. Thread-safe.
 *
 * @param longest for how long a client waits at most
 */
record Desk(
        String cluster,
        Role role,
        Duration longest,
        LiveTable table,
        Backends backends,
        Connections connections,
        ListenerStats stats,
        HoldRoom<Session> room) {

    Decision decide() {
        return table.get().decide(cluster, role, backends.now());
    }

    String wanted() {
        return "the " + (role == Role.WRITER ? "writer" : "readers") + " of " + cluster;
    }

    String longestHold() {
        return longest.toMillis() % 1000 == 0 ? longest.toSeconds() + " s" : longest.toMillis() + " ms";
    }
}
