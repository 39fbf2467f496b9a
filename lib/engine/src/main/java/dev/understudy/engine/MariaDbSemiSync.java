package dev.understudy.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** MariaDB 11.4: built in. */
final class MariaDbSemiSync implements SemiSync {

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @Override
    public List<String> serverOptions() {
        return List.of(
                "rpl-semi-sync-master-enabled=ON",
                "rpl-semi-sync-master-timeout=" + Sql.NO_TIME_OUT,
                "rpl-semi-sync-master-wait-no-slave=ON",
                "rpl-semi-sync-master-wait-point=AFTER_SYNC");
    }

    /** With the strict mode a position that the binlog does not have is an error, and never the nearest that it has. */
    @Override
    public List<String> replicaSession(String uuid, TransactionSet from) {
        return List.of(
                "SET @slave_uuid = " + Sql.quoted(uuid),
                "SET @mariadb_slave_capability = 4",
                "SET @slave_connect_state = " + Sql.quoted(from.text()),
                "SET @slave_gtid_strict_mode = 1",
                "SET @slave_gtid_ignore_duplicates = 0",
                "SET @rpl_semi_sync_slave = 1");
    }

    @Override
    public String waitsStatus() {
        return "rpl_semi_sync_master_status";
    }

    @Override
    public String unacknowledgedStatus() {
        return "rpl_semi_sync_master_no_tx";
    }

    @Override
    public String clientsStatus() {
        return "rpl_semi_sync_master_clients";
    }

    @Override
    public List<Acknowledgers.Reader> readers(Connection connection) throws SQLException {
        return Sql.readers(
                connection,
                "SELECT ID, USER, HOST, '', '' FROM information_schema.PROCESSLIST"
                        + " WHERE COMMAND LIKE 'Binlog Dump%' ORDER BY ID");
    }

    @Override
    public byte[] dumpRequest(long serverId, TransactionSet from) {
        return DumpRequest.of(serverId);
    }

    /** Its binlog's end holds commits that wait (seen on 11.4.5); behind a global read lock none is under way. */
    @Override
    public TransactionSet start(Connection connection) throws SQLException {
        try {
            Sql.execute(connection, "SET SESSION lock_wait_timeout = 3", "FLUSH TABLES WITH READ LOCK");
            return new MariaDbEngine().executed(connection);
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return GtidPosition.parse("");
            }
            throw e;
        } finally {
            Sql.execute(connection, "UNLOCK TABLES");
        }
    }
}
