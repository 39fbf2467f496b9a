package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Semi-synchronous replication in one server's words: a commit waits until a replica has acknowledged it. Immutable and
 * thread-safe.
 */
public interface SemiSync {

    /**
     * The lines of the server's own configuration file that make every commit wait, {@code key=value}: before the engine commits it,
     * without a time-out, for one acknowledgement, also while no replica is there.
     */
    List<String> serverOptions();

    /**
     * What a session says before it asks for the binlog as a replica that acknowledges.
     *
     * @param uuid names the replica: an older session of the same name is ended
     * @param from what the replica has
     */
    List<String> replicaSession(String uuid, TransactionSet from);

    /**
     * The command that then asks for it; what comes are events until the connection ends.
     *
     * @param serverId unique among all that replicate from the server
     */
    byte[] dumpRequest(long serverId, TransactionSet from);

    /**
     * From where on the binlog has to be read so that no commit is passed over that waits for an acknowledgement now. Meant for the
     * first replica of a reign; it may hold up writes for a moment.
     *
     * @return what was committed before any that waits; the empty set where that cannot be told, which is the beginning of the binlog
     */
    TransactionSet start(Connection connection) throws SQLException;
}
