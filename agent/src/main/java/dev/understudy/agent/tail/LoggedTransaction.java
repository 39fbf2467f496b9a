package dev.understudy.agent.tail;

import dev.understudy.binlog.GtidEvent;
import java.nio.file.Path;

/**
 * Where a whole transaction stands.
 *
 * @param id its id
 * @param file the binlog file
 * @param start where the event after its GTID event begins
 * @param end where its last event ends
 * @param obstacle why it cannot be shipped; empty if it can
 */
record LoggedTransaction(GtidEvent id, Path file, long start, long end, String obstacle) {

    String gtid() {
        return id.gtid();
    }
}
