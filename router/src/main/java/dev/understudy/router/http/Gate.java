package dev.understudy.router.http;

import dev.understudy.router.net.Transport;
import dev.understudy.router.stats.ListenerStats;
import java.time.Duration;

/**
 * What all exchanges of one listener share. Thread-safe.
 *
 * @param requestTime how long a member may say nothing while it is asked
 * @param scheme {@code http} or {@code https}: how clients ask here
 */
record Gate(Members members, Transport transport, Kept kept, ListenerStats stats, Duration requestTime, String scheme) {

    static final int CONNECT_MILLIS = 1_000;
}
