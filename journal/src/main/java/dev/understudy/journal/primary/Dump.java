package dev.understudy.journal.primary;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * What is asked of a primary.
 *
 * @param engine what kind of server it is
 * @param replica the keeper's name: a newer connection of the same name ends the older
 * @param serverId unique among all that replicate from the primary
 * @param from the transactions that are not wanted
 */
public record Dump(Engine engine, String replica, long serverId, TransactionSet from) {

    /** The statements before it. */
    List<String> session() {
        String uuid =
                UUID.nameUUIDFromBytes(replica.getBytes(StandardCharsets.UTF_8)).toString();
        return engine.semiSync().replicaSession(uuid, from);
    }

    /** The command itself. */
    byte[] request() {
        return engine.semiSync().dumpRequest(serverId, from);
    }
}
