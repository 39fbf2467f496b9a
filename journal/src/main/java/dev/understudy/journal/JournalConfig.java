package dev.understudy.journal;

import dev.understudy.runtime.HttpConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code journal}: one keeper. Several may run for a cluster, each under a name and a server id of its own.
 *
 * @param name names it in leases and to the primary
 * @param cluster its cluster; may be left out where there is only one
 * @param serverId unique among all servers, connectors and keepers that replicate from the primary, 1 to 4294967295
 * @param http where it answers; a free port of 127.0.0.1 if not given
 * @param lease for how long it may acknowledge without having heard from Kafka, 500ms to 60s; 3s if not given
 * @param partBytes the most of a transaction in one record, 1024 to 67108864; 900000 if not given, which fits below Kafka's own limits
 * @param heartbeat how often an idle primary says that it is there, 100ms to 30s; 1s if not given
 * @param connectTimeout how long connecting to the primary may take, 100ms to 60s; 5s if not given
 */
public record JournalConfig(
        String name,
        @Nullable String cluster,
        long serverId,
        @Nullable HttpConfig http,
        Duration lease,
        Integer partBytes,
        Duration heartbeat,
        Duration connectTimeout) {

    private static final long MOST_SERVER_ID = 0xFFFF_FFFFL;

    public JournalConfig {
        if (name == null || name.isBlank() || name.contains("@") || name.contains("/")) {
            throw new IllegalArgumentException("name is missing, or holds @ or /: it names this keeper among others");
        }
        if (serverId < 1 || serverId > MOST_SERVER_ID) {
            throw new IllegalArgumentException(
                    "serverId is 1 to " + MOST_SERVER_ID + ", unlike any server's or connector's, not " + serverId);
        }
        partBytes = partBytes == null ? 900_000 : partBytes;
        if (partBytes < 1024 || partBytes > 64 * 1024 * 1024) {
            throw new IllegalArgumentException("partBytes is 1024 to 67108864, not " + partBytes);
        }
        lease = within("lease", lease, 3_000, 500, 60_000);
        heartbeat = within("heartbeat", heartbeat, 1_000, 100, 30_000);
        connectTimeout = within("connectTimeout", connectTimeout, 5_000, 100, 60_000);
    }

    private static Duration within(String key, @Nullable Duration value, long otherwise, long least, long most) {
        long millis = value == null ? otherwise : value.toMillis();
        if (millis < least || millis > most) {
            throw new IllegalArgumentException(key + " is " + least + "ms to " + most + "ms, not " + millis + "ms");
        }
        return Duration.ofMillis(millis);
    }
}
