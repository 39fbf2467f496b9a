package dev.understudy.router.http;

import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.net.Transport;
import dev.understudy.router.service.Members;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What all exchanges of one listener share. Thread-safe.
 *
 * @param requestTime how long a member may say nothing while it is asked
 * @param scheme {@code http} or {@code https}: how clients ask here
 */
record Gate(
        Members members,
        Transport transport,
        Kept kept,
        Clients clients,
        ListenerStats stats,
        Duration requestTime,
        String scheme) {

    static final int CONNECT_MILLIS = 1_000;

    /** What tells a request's client apart; empty where nothing does, or nobody asks. */
    OptionalLong key(HttpRequest request, Channel client) {
        return members.rules().policy() == Policy.HASH
                ? RequestKey.of(request, client, members.rules().hash())
                : OptionalLong.empty();
    }

    /** How it went with a member that was chosen. */
    void went(Reach.Way way, boolean well) {
        members.went(way.member(), well, way.tookMillis());
    }
}
